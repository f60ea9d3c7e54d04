"""The marker: the same for the same message, another for any other, and only with the key."""

from uuid import UUID

from storage.markers import client_msg_id, is_same, marker


def test_a_marker_has_128_bits_and_is_always_the_same() -> None:
    one = marker(b"key", "T1", "sla_pacing:1:pacing:2026-10-05:C1")
    assert len(bytes.fromhex(one)) == 16
    assert is_same(one, marker(b"key", "T1", "sla_pacing:1:pacing:2026-10-05:C1"))


def test_another_key_team_or_message_has_another_marker() -> None:
    markers = {marker(key, team, of) for key in (b"a", b"b") for team in ("T1", "T2") for of in ("m1", "m2")}
    assert len(markers) == 8


def test_the_message_s_id_is_a_uuid_of_its_marker() -> None:
    one = marker(b"key", "T1", "m1")
    assert UUID(client_msg_id(one)).version == 5 and client_msg_id(one) == client_msg_id(one)
