"""Frames: what is sent comes back, and what is no frame is refused without a crash, a hang or a large allocation."""

from __future__ import annotations

import itertools
import json
import math
import socket
import struct
import sys
import threading
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.protocol import frames, wire
from grader.protocol import operations as op

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import fuzz_wire

CALM = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def there_and_back(value):
    frame = wire.encode(value)
    structure, payload = wire.HEADER.unpack(frame[: wire.HEADER.size])
    body = frame[wire.HEADER.size :]
    assert len(body) == structure + payload
    return wire.decode(body[:structure], bytearray(body[structure:]))


def frame(structure: bytes, payload: bytes = b"") -> bytes:
    return wire.HEADER.pack(len(structure), len(payload)) + structure + payload


def read(data: bytes, seconds: float = 5, answers: bool = True):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        writer = threading.Thread(target=fuzz_wire._send_rest, args=(theirs, data))
        writer.start()
        try:
            return frames.receive(ours, time.monotonic() + seconds, answers=answers)
        finally:
            ours.close()
            writer.join()


def refused(structure: bytes, payload: bytes = b"") -> str:
    with pytest.raises(wire.WireError) as caught:
        read(frame(structure, payload))
    assert not isinstance(caught.value, frames.Late | frames.Closed)
    return str(caught.value)


def same(a, b) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(-9, 9), inner),
    max_leaves=20,
)


@CALM
@given(value=plain)
def test_every_plain_value_comes_back_as_it_was(value):
    assert same(there_and_back(value), value)


@CALM
@given(data=st.data())
def test_every_tensor_comes_back_with_its_bits_and_its_layout(data):
    dtype = data.draw(st.sampled_from(list(wire.NAMES)))
    shape = data.draw(st.lists(st.integers(0, 4), max_size=5))
    tensor = (torch.randn(shape, dtype=torch.float64) * 50).to(dtype)
    if tensor.dim():
        order = data.draw(st.permutations(range(tensor.dim())))
        tensor = tensor.permute(order)
        tensor = tensor[data.draw(st.sampled_from([slice(None), slice(None, None, 2), slice(1, None)]))]
    if data.draw(st.booleans()):
        tensor = tensor.unsqueeze(0).expand(3, *tensor.shape)
    back = there_and_back(tensor)
    assert back.dtype == tensor.dtype
    assert back.shape == tensor.shape
    assert back.stride() == tensor.stride() or tensor.numel() == 0
    assert torch.equal(back, tensor)


def test_numbers_that_are_none_and_without_end_come_back():
    back = there_and_back(torch.tensor([math.nan, math.inf, -math.inf, -0.0]))
    assert str(back.tolist()) == "[nan, inf, -inf, -0.0]"


def test_a_tensor_that_came_is_a_private_copy():
    sent = torch.zeros(3)
    back = there_and_back(sent)
    back += 1
    assert sent.sum() == 0


@pytest.mark.parametrize("operation", [op.Call(op.Symbol("f"), [op.Ref(3)], {"n": 2}), op.Get(op.Ref(1), "out"),
                                       op.Train(op.Ref(1), torch.zeros(2), torch.ones(2), {"epochs": 2})])  # fmt: skip
def test_operations_go_to_a_candidate_and_never_come_from_one(operation):
    assert type(read(wire.encode(operation), answers=False)) is type(operation)
    with pytest.raises(wire.WireError, match="values only"):
        read(wire.encode([operation]))
    with pytest.raises(wire.WireError, match="values only"):
        read(wire.encode({"a": op.Symbol("f")}))


@pytest.mark.parametrize("kind", wire.OPERATIONS.values(), ids=lambda kind: kind.__name__)
def test_no_field_of_a_question_carries_the_name_that_a_submission_gave_its_type(kind):
    chosen = op.Ref(7, "A message from one submission to another")
    fields = {
        "target": chosen, "args": [chosen, [(chosen,)], {"x": chosen}], "kwargs": {"x": [chosen]}, "value": [chosen],
        "argument": (chosen,), "overwrite": {"x": chosen}, "cotangent": [chosen], "X": chosen, "Y": chosen,
        "options": {"x": chosen}, "name": "out", "dtype": "float64", "wrt": None, "inputs": False, "training": True,
        "seed": 3, "forbidden": ["torch.nn.RNN"],
    }  # fmt: skip
    question = kind(**{name: fields[name] for name in kind.__struct_fields__})
    assert b"message" not in wire.encode([question])
    assert read(wire.encode(chosen)) == chosen  # in an answer it is there: messages name the type


def test_an_exception_is_cut_and_shown_without_control_characters():
    raised = read(wire.encode(op.Raised("error", "\x1b[2J", "\u202ex" * 10**5, "f.py", 3)))
    assert len(raised.message) < 10**4
    assert raised.type == "Exception"  # nothing of the name can be seen
    assert "\u202e" not in raised.message
    assert raised.line == 3


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"NaN", b"1e999", b"9" * 30, b"[" * 10**5, b"{}", b'{"l":1}', b'{"q":[]}', b'{"f":"one"}',
     b'{"r":[1]}', b'{"r":["1","x"]}', b'{"e":[1,2,3,4,5,6,7]}', b'{"d":[[{"l":[]},1]]}', b'{"d":[[1]]}', b'"\xff"',
     b'{"x":[1,2,3,4,5]}', b'{"x":["float32",[-1],[1],0,4]}', b'{"x":["float32",[true],[1],0,4]}', b'{"l":[],"t":[]}',
     b'{"x":["float8",[],[],0,0]}', b'{"x":["float32",[1099511627776],[1],0,4]}', b'{"x":["float32",[1],[1],0,4]}',
     b'{"l":[' * 30 + b"1" + b"]}" * 30],
    ids=lambda text: text[:30].decode("latin-1") or "nothing",
)  # fmt: skip
def test_what_is_no_frame_is_refused(text):
    refused(text)


@pytest.mark.parametrize("size", [b"-1", b"true", b"1.0", b"0", b"2", b"1099511627776"])
def test_a_tensor_of_another_size_than_its_bytes_have_is_refused(size):
    text = b'{"x":["float32",[%b],[1],0,4]}'
    assert read(frame(text % b"1", bytes(4))).tolist() == [0.0]
    refused(text % size, bytes(4))


def test_bytes_that_belong_to_no_tensor_are_refused():
    assert read(frame(b"true")) is True
    assert "belong" in refused(b"true", b"1234")


def test_no_byte_is_used_by_two_tensors():
    tensor, following = ({"x": ["uint8", [1 << 20], [1], start, 1 << 20]} for start in (0, 1 << 20))
    assert len(read(frame(json.dumps({"l": [tensor, following]}).encode(), bytes(2 << 20)))) == 2
    refused(json.dumps({"l": [tensor, tensor]}).encode(), bytes(1 << 20))
    refused(json.dumps({"l": [tensor] * 10_000}).encode(), bytes(1 << 20))


def test_a_number_is_not_repeated_without_end():
    assert "elements" in refused(b'{"x":["float32",[1048576,1048576],[0,0],0,4]}', bytes(4))


def test_a_header_that_claims_too_much_is_refused_before_anything_is_read():
    tracemalloc.start()
    try:
        for sizes in ((2**32 - 1, 2**64 - 1), (wire.STRUCTURE_LIMIT + 1, 0), (0, wire.PAYLOAD_LIMIT + 1)):
            with pytest.raises(wire.WireError, match="too much"):
                read(struct.pack("<IQ", *sizes))
        assert tracemalloc.get_traced_memory()[1] < 10**6
    finally:
        tracemalloc.stop()


def test_bytes_that_drip_do_not_move_the_deadline():
    ours, theirs = socket.socketpair()
    end = threading.Event()

    def drip() -> None:
        theirs.send(struct.pack("<IQ", 8, 2**20))
        while not end.wait(0.02):
            theirs.send(b"x")

    writer = threading.Thread(target=drip)
    writer.start()
    begun = time.monotonic()
    with pytest.raises(frames.Late):
        frames.receive(ours, begun + 0.3)
    assert time.monotonic() - begun < 3
    end.set()
    writer.join()
    ours.close()
    theirs.close()


def test_a_frame_that_is_announced_and_does_not_come_takes_no_memory():
    ours, theirs = socket.socketpair()
    theirs.send(struct.pack("<IQ", 2**20, wire.PAYLOAD_LIMIT) + b" " * 1000)
    tracemalloc.start()
    try:
        with pytest.raises(frames.Late):
            frames.receive(ours, time.monotonic() + 0.2)
        assert tracemalloc.get_traced_memory()[1] < 10**6
    finally:
        tracemalloc.stop()
        ours.close()
        theirs.close()


def test_random_and_mutated_frames_end_in_a_value_or_a_refusal():
    counts: Counter[str] = Counter()
    fuzz_wire.run(3, 1, counts)
    assert sum(counts.values()) > 100
    assert set(counts) == {"value", "closed", "refused"}


def test_keys_that_share_a_hash_take_no_quadratic_time():
    modulus = sys.hash_info.modulus
    same = [(float(2 ** (61 * i)) if i else 1.0, j) for i in range(16) for j in (0, modulus, -modulus)]
    keys = [(*pair, 1) for pair in same]
    assert len(set(keys)) > 3 * len({hash(key) for key in keys})
    many = {(a, b): None for a in keys for b in keys}
    begun = time.process_time()
    with pytest.raises(wire.WireError, match="one hash"):
        read(wire.encode(dict(list(many.items())[:4000])))
    assert time.process_time() - begun < 1


def test_keys_as_people_write_them_come_back():
    pairs = {(a, b): i for i, (a, b) in enumerate(itertools.product("abcdefghijklmnopqrstuvwxyz.", repeat=2))}
    for value in (pairs, {i * 2**40: i for i in range(4000)}, {i / 7: i for i in range(4000)}, {}):
        assert read(wire.encode(value)) == value


def test_a_dictionary_of_very_many_entries_is_refused():
    assert there_and_back({n: n for n in range(1000)}) == {n: n for n in range(1000)}
    with pytest.raises(wire.WireError, match="entries"):
        there_and_back({n: n for n in range(5000)})


def test_an_answer_keeps_no_bytes_that_it_does_not_show():
    shown = torch.arange(2**20, dtype=torch.float32)[:: 2**16]
    ((structure, payload),) = wire.split(wire.encode(shown))
    assert len(payload) > 2**21
    kept = wire.decode(structure, payload, answers=True)
    assert torch.equal(kept, shown)
    assert kept.untyped_storage().nbytes() == shown.numel() * 4
