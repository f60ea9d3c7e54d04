"""Emoji by Slack's short names."""

import re
import unicodedata

SHORT_NAME = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")
EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"

# Where Slack's name is not the name that Unicode gives the character.
NAMES = {
    "alarm_clock": "⏰", "hourglass": "⌛", "hourglass_flowing_sand": "⏳",
    "+1": "👍", "-1": "👎", "100": "💯", "alert": "🚨", "arrow_down": "⬇️", "arrow_left": "⬅️",
    "arrow_right": "➡️", "arrow_up": "⬆️", "arrow_forward": "▶️", "arrow_lower_right": "↘️", "arrow_upper_right": "↗️",
    "arrows_counterclockwise": "🔄", "ballot_box_with_check": "☑️", "ballot_box_with_ballot": "🗳️",
    "beers": "🍻", "black_circle": "⚫", "black_square_for_stop": "⏹️", "blue_heart": "💙", "blush": "😊",
    "boom": "💥", "bulb": "💡", "busts_in_silhouette": "👥", "calendar": "📆",
    "chart_with_downwards_trend": "📉", "chart_with_upwards_trend": "📈", "checkered_flag": "🏁", "clap": "👏",
    "clock": "🕒", "clock9": "🕘", "collision": "💥", "construction": "🚧", "cry": "😢", "dart": "🎯", "date": "📅",
    "disappointed": "😞", "dollar": "💵", "double_vertical_bar": "⏸️", "email": "✉️", "envelope": "✉️",
    "exclamation": "❗", "facepalm": "🤦", "fast_forward": "⏩", "gear": "⚙️", "green_heart": "💚",
    "grey_exclamation": "❕", "grey_question": "❔", "grin": "😁", "hammer_and_wrench": "🛠️", "heart": "❤️",
    "heart_eyes": "😍", "heavy_check_mark": "✔️", "heavy_minus_sign": "➖", "heavy_multiplication_x": "✖️",
    "heavy_plus_sign": "➕", "hugging_face": "🤗", "information_source": "ℹ️", "joy": "😂", "key": "🔑",
    "large_blue_circle": "🔵", "large_blue_square": "🟦", "large_green_circle": "🟢",
    "large_green_square": "🟩", "large_orange_circle": "🟠", "large_orange_square": "🟧",
    "large_purple_circle": "🟣", "large_red_square": "🟥", "large_yellow_circle": "🟡",
    "large_yellow_square": "🟨", "leftwards_arrow_with_hook": "↩️", "link": "🔗", "loudspeaker": "📢",
    "mag": "🔍", "mailbox": "📫", "mega": "📣", "money_with_wings": "💸", "moneybag": "💰", "muscle": "💪",
    "nerd_face": "🤓", "no_entry_sign": "🚫", "ok": "🆗", "ok_hand": "👌", "orange_heart": "🧡",
    "page_facing_up": "📄", "paperclip": "📎", "pause_button": "⏸️", "phone": "☎️", "point_down": "👇",
    "point_left": "👈", "point_right": "👉", "point_up": "☝️", "pray": "🙏", "punch": "👊", "question": "❓",
    "rage": "😡", "raised_hands": "🙌", "repeat": "🔁", "robot_face": "🤖", "rotating_light": "🚨", "sad": "😢",
    "scream": "😱", "simple_smile": "🙂", "skull": "💀", "slightly_frowning_face": "🙁",
    "slightly_smiling_face": "🙂", "small_blue_diamond": "🔹", "small_orange_diamond": "🔸",
    "small_red_triangle": "🔺", "small_red_triangle_down": "🔻", "smile": "😄", "smiley": "😃", "sob": "😭",
    "speech_balloon": "💬", "star": "⭐", "star2": "🌟", "stopwatch": "⏱️", "sunglasses": "😎",
    "sunny": "☀️", "sweat_smile": "😅", "tada": "🎉", "telephone": "☎️", "telephone_receiver": "📞",
    "thinking_face": "🤔", "thumbsdown": "👎", "thumbsup": "👍", "timer_clock": "⏲️",
    "triangular_flag_on_post": "🚩", "unlock": "🔓", "v": "✌️", "warning": "⚠️", "wave": "👋",
    "white_check_mark": "✅", "white_circle": "⚪", "wink": "😉", "writing_hand": "✍️", "x": "❌",
    "yellow_heart": "💛", "zap": "⚡", "zzz": "💤",
}  # fmt: skip


def named(name: str) -> str:
    """The character of a short name; the name between its colons when there is none."""
    return NAMES.get(name) or _by_unicode(name) or f":{name}:"


def from_code(code: str) -> str:
    """The characters of code points in hexadecimal, as in `1f468-200d-1f4bb`; nothing when they are none."""
    try:
        return "".join(chr(int(one, 16)) for one in code.split("-"))
    except (ValueError, OverflowError):
        return ""


def _by_unicode(name: str) -> str:
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    if unicodedata.category(character) != "So" or ord(character) < 0x2600:
        return ""
    return character if ord(character) >= 0x1F000 else character + EMOJI_STYLE
