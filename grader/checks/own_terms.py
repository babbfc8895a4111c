"""Judge one property of a program whose values are wrong, on the program's own terms.

A mistake costs the points of the property that it breaks, and no others. One check of an exercise compares its values;
the others ask for a dtype, a gradient, a view, a second call. As long as a program has the right values, they compare
with the right ones, as strictly as any. Where its values are wrong, and the check of values takes its points for that,
they ask for their own property alone: that a gradient is the one of *this* function, that a second call answers as the
first did.

So the submission's own values stand in for the right ones only where they have just been found wrong. And there has to
be something to judge: a program that returns its input or zeros keeps every dtype and repeats every answer, and so does
any that computes something else in the right shape. So a property is asked only of an answer that is near the right
one: right, or what one mistake makes of it (`is_near`).
"""

import contextlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from grader.checks.compare import Rival, expect, limit_of, matches, matching_misconceptions, require, verb_for
from grader.checks.describe import value_text
from grader.checks.errors import NotWritten, SubmissionError
from grader.checks.kinds import kind_of_difference
from grader.checks.strategies import normal
from grader.checks.submission import GradientResult, ObjectProxy, Submission
from grader.protocol.values import tensors_in

# Steps of a central difference, and how far its slope may be off, relative to 1 + the slope. The error of the first is
# far below its limit in float64; the second is for functions that compute in float32 somewhere on the way.
STEPS = ((1e-5, 1e-4), (1e-2, 2e-2))

MOST_OWN = 2**20  # numbers of its own by which a program is judged: repeated ones cost it nothing to send
MOST_PARTS = 2**12  # lists, tensors and Python numbers in one answer; right answers have a few


# Kinds of difference that say nothing of the right numbers: any program's answer may show them.
FAR = frozenset({"all-equal", "all-zero", "nan", "infinite", "slices-equal", "shape-in-another-order"})


def agrees(got: Any, *right: Any, dtype: bool = True, tolerance: float | None = None) -> bool:
    """Return whether `got` equals one of the right values, as `expect` decides it."""
    return any(matches(got, one, tolerance, dtype) for one in right)


def has_values(got: Any) -> bool:
    """Return whether `got` is made of numbers: tensors without NaN, Python numbers, or a tuple or list of these.

    A tensor of more than MOST_OWN numbers, and more than MOST_PARTS parts, are not looked at.
    """
    waiting, seen = [got], 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple | list):
            seen += len(part)
            if not part or seen > MOST_PARTS:
                return False
            waiting += part
        elif isinstance(part, Tensor):
            if not (0 < part.numel() <= MOST_OWN and part.isfinite().all()):
                return False
        elif not isinstance(part, int | float) or isinstance(part, bool) or not math.isfinite(part):
            return False
    return True


def is_attempt(got: Any, *given: Any) -> bool:
    """Return whether `got` is made of numbers that are not all zero, and is none of the inputs as it was given."""
    if isinstance(got, tuple | list):
        return has_values(got) and any(is_attempt(part, *given) for part in got)
    return has_values(got) and bool(torch.as_tensor(got).any()) and not agrees(got, *given, dtype=False)


def is_near(got: Any, *right: Any, rivals: Sequence[Rival] = (), given: Sequence[Any] = ()) -> bool:
    """Return whether `got` is right, or what one mistake makes of a right answer, and none of the given inputs.

    That is so if it is the answer of a rival, or if its numbers show how it comes from the right one: in another order,
    by a factor, in some of the rows. The dtype does not matter.
    """
    if agrees(got, *right, dtype=False):
        return True
    if given and not is_attempt(got, *given):
        return False
    if any(matching_misconceptions(got, one, rivals, None, False)[0] for one in right[:1]):
        return True

    def same(mine: Any, one: Any) -> bool:
        return matches(mine, one, dtype=False)

    kinds = (kind_of_difference(one, got, same=same, limit=limit_of) for one in right)
    return any(kind is not None and kind.id not in FAR for kind in kinds)


def is_near_once(*tried: Callable[[], bool]) -> bool:
    """Return whether one of several trials finds an answer that is near; a call that raises finds none."""
    for near in tried:
        with contextlib.suppress(SubmissionError):
            if near():
                return True
    return False


def expect_near(near: bool, what: str) -> None:
    """Require that an answer is near the right one (`is_near`), so that its other properties say something.

    Raises:
        CheckFailure: With one sentence that says what to do first.

    """
    require(
        near,
        f"{what} {verb_for(what)} neither right nor one mistake away from that, and this is asked only of an answer "
        "that is: get the values right first.",
    )


def right_or_own(own: Any, *right: Any, given: Sequence[Any] = ()) -> Any:
    """Return the right value that `own` agrees with; else `own`, if that is an attempt (`is_attempt`)."""
    for one in right:
        if agrees(own, one):
            return one
    return own if is_attempt(own, *given) else right[0]


def expect_form(got: Any, right: Any, what: str, because: str = "") -> None:
    """Require the kind, the shape and the dtype of `right`, and finite numbers, whatever these are.

    Raises:
        CheckFailure: With both forms in the message.

    """
    if isinstance(right, tuple | list):
        same = isinstance(got, tuple | list) and len(got) == len(right)
        require(same, f"{what} should be {len(right)} tensors, got {value_text(got)}")
        for i, (mine, one) in enumerate(zip(got, right, strict=True)):
            expect_form(mine, one, f"{what}, part {i},", because)
        return
    if not isinstance(got, Tensor) or (got.shape, got.dtype) != (right.shape, right.dtype):
        # the numbers are wrong too, so `expect` fails here, and shows how the form differs
        expect(got, right, what, because=because)
    require(bool(got.isfinite().all()), f"{what}: some of the numbers are not finite")


def expect_inputs_kept(
    submission: Submission,
    target: ObjectProxy,
    *args: Any,
    near: bool,
    form: Any,
    what: str,
    kept: Mapping[str, str],
    rivals: Sequence[Rival] = (),
) -> None:
    """Require that a call leaves its arguments as they are, if it answers in the right form and near the right values.

    Args:
        submission: The code under test.
        target: What is called.
        args: With what; all of them may be changed in place as far as Python goes.
        near: Whether answers are near the right ones (`is_near`).
        form: An answer of the right form (`expect_form`) whatever its numbers are; None if there are no numbers.
        what: How the message calls the answer.
        kept: How it calls the arguments afterwards, the first ones in order, and a sentence for each.
        rivals: Named mistakes: what becomes of the first argument.

    """
    expect_near(near, what)
    if form is not None:
        expect_form(target(*args), form, what)
    after = submission.inputs_after(target, *args)
    for i, (name, because) in enumerate(kept.items()):
        expect(after[i], args[i], name, because=because, rivals=rivals if i == 0 else ())


def expect_dtype_kept(
    run: Callable[[torch.dtype], Any],
    right: Callable[[torch.dtype], Sequence[Any]],
    what: str,
    *,
    rivals: Sequence[Rival] = (),
    because: str = "",
    attempt: bool = True,
) -> Any:
    """Require the right values in float32 or, if they are wrong in float64 too, its form there; return the result.

    Args:
        run: Calls the submission with inputs of a dtype.
        right: The right results for a dtype; several where two conventions are right.
        what: How the message calls the result.
        rivals: Named wrong answers in float32.
        because: A sentence about the property.
        attempt: Whether wrong values are judged at all; zeros never are.

    """
    got, wanted = run(torch.float32), right(torch.float32)
    if not agrees(got, *wanted):
        own, exact = run(torch.float64), right(torch.float64)
        if attempt and is_attempt(own) and not agrees(own, *exact):
            require(dtypes(own) <= dtypes(exact), f"{what} in float64: {value_text(own)} has another dtype")
            expect_form(got, in_float32(own), f"{what} in float32", because)
            return got
    expect(got, wanted[0], f"{what} in float32", or_else=wanted[1:], rivals=rivals, because=because)
    return got


def dtypes(value: Any) -> set[torch.dtype]:
    """Return the dtypes of the tensors in a value."""
    return {tensor.dtype for tensor in tensors_in(value)}


def in_float32(value: Any) -> Any:
    """Return the numbers, or each of several, as tensors in float32."""
    if isinstance(value, tuple | list):
        return tuple(map(in_float32, value))
    return torch.as_tensor(value).to(torch.float32)


def gradients_in_any_shape(
    submission: Submission, target: ObjectProxy, *args: Any, cotangent: Any, wrt: Sequence[str] | None = None
) -> tuple[GradientResult, Any]:
    """Return the gradients and the cotangent: the given one, or one of the output's shape if that is another.

    Raises:
        CheckFailure: The output has more than MOST_OWN numbers.

    """
    result = submission.gradients(target, *args, cotangent=cotangent, wrt=wrt)
    own = [result.output] if isinstance(result.output, Tensor) else result.output
    wanted = [cotangent] if isinstance(cotangent, Tensor) else cotangent
    tensors = isinstance(own, tuple | list) and all(isinstance(part, Tensor) for part in own)
    if not tensors or [part.shape for part in own] == [part.shape for part in wanted]:
        return result, cotangent
    n_right, n_own = (sum(part.numel() for part in parts) for parts in (wanted, own))
    require(n_own <= MOST_OWN, f"the result has {n_own} numbers, and there should be {n_right}")
    weights = tuple(normal(tuple(part.shape), i, part.dtype) for i, part in enumerate(own))
    cotangent = weights[0] if isinstance(result.output, Tensor) else weights
    return submission.gradients(target, *args, cotangent=cotangent, wrt=wrt), cotangent


def expect_no_copies(submission: Submission, model: ObjectProxy, names: Sequence[str], *args: Any) -> None:
    """Require that `parameters()` lists the tensors of these names, in this order, and not copies of them.

    A gradient that reaches an attribute in a call has to reach its place in the list too: training changes what is
    listed. Where none reaches the attribute, and where the call raises or is not written, that is for other checks.
    """
    try:
        listed, cotangent = gradients_in_any_shape(submission, model, *args, cotangent=torch.ones(()))
        own = submission.gradients(model, *args, cotangent=cotangent, wrt=names)
    except (SubmissionError, NotWritten):
        return
    for i, (name, mine, right) in enumerate(zip(names, listed.parameters, own.parameters, strict=True)):
        require(
            mine is not None or right is None,
            f"parameters()[{i}] is a copy, not {name} itself, and training would change the copy",
            misconception="parameters-copied",
        )


def calling(target: ObjectProxy, names: Sequence[str], *args: Any) -> Callable[..., Any]:
    """Return a function that sets the attributes `names` to the values it is given, and calls `target(*args)`."""

    def run(*values: Tensor) -> Any:
        for name, value in zip(names, values, strict=True):
            setattr(target, name, value)
        return target(*args)

    return run


def expect_own_gradients(
    run: Callable[..., Any],
    leaves: Sequence[Tensor],
    gradients: Sequence[Tensor | None],
    cotangent: Any,
    names: Sequence[str],
) -> None:
    """Require that the gradients are those of the submission's own function, by central differences of its outputs.

    For a function whose values are wrong. It may leave half of its leaves unused, as a mistake can bring about.

    Args:
        run: Calls the submission with these values of the leaves, and returns its output.
        leaves: Inputs and parameters in float64.
        gradients: What the submission's backward pass gave for each leaf; None where the graph ended before.
        cotangent: What the backward pass started from; a tuple for an output that is a tuple.
        names: How messages call the leaves.

    """
    cut = [name for name, gradient in zip(names, gradients, strict=True) if gradient is None]
    require(
        len(cut) <= len(names) // 2,
        f"no gradient reaches {' and '.join(cut)}: something cuts the graph (detach, .data, no_grad)",
    )
    for i, (leaf, gradient, name) in enumerate(zip(leaves, gradients, names, strict=True)):
        require(
            gradient is None or gradient.numel() == leaf.numel(),
            f"the gradient of {name} has another shape than {name}",
        )
        direction = normal(tuple(leaf.shape), i)
        direction = direction / direction.norm().clamp(min=1e-9)
        found = 0.0 if gradient is None else (gradient.double().reshape(leaf.shape) * direction).sum().item()
        for step, limit in STEPS:
            ahead, behind = (
                weighted(run(*leaves[:i], leaf + distance * direction, *leaves[i + 1 :]), cotangent)
                for distance in (step, -step)
            )
            slope = (ahead - behind) / (2 * step)
            if abs(slope - found) <= limit * (1 + abs(slope)):
                break
        else:
            require(
                gradient is not None, f"no gradient reaches {name}: something cuts the graph (detach, .data, no_grad)"
            )
            require(
                False,
                f"the gradient of {name} is not the one of your own function: along one direction the result changes "
                f"by {slope:.4g} per unit, and the gradient says {found:.4g}. Is part of the graph cut (detach)?",
            )
    run(*leaves)


def weighted(output: Any, cotangent: Any) -> float:
    """Return the sum of an output's numbers, each times that of the cotangent."""
    pairs = [(output, cotangent)] if isinstance(output, Tensor) else list(zip(output, cotangent, strict=True))
    return float(sum((one.double() * weight.double()).sum().item() for one, weight in pairs))
