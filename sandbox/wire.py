"""What travels over the wire: JSON objects, Slack's refusals, and the sandbox's own."""

import re
from typing import Any

Json = dict[str, Any]
POINTER = re.compile(r"\[json-pointer:(\S*)\]")


class SlackError(Exception):
    """Slack answers `ok: false` with this code."""

    def __init__(self, code: str, *messages: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = list(messages)
        self.more = more

    def answer(self) -> Json:
        """The body that goes back to the caller."""
        answer: Json = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer

    def refusal(self) -> Json:
        """The same as the transcript keeps it: the code, each reason, and the place that each points to."""
        pointers = [found for message in self.messages for found in POINTER.findall(message)]
        return {"code": self.code, "messages": list(self.messages), "pointers": pointers}


class RateLimited(SlackError):
    """Slack answers 429: this method is shut for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


class Refused(Exception):
    """The sandbox itself refuses: a control used wrongly, or something it does not serve."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class NotServed(Exception):
    """Slack knows this, the sandbox does not serve it: said loudly, never passed over."""
