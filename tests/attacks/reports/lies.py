"""The process that runs the submission answers every question that only it can answer as a right program would."""

from grader.candidate.executor import Executor

get, call, gradients = Executor._get, Executor._call, Executor._gradients
KEPT = ("running_mean.", "running_var.", "h.")  # no parameters, so they require no gradients


def name_of(ask):
    return getattr(ask.target, "name", "")


def lying_get(self, ask):
    value = get(self, ask)
    if ask.name.endswith(".requires_grad"):
        return not ask.name.startswith(KEPT)
    return True if ask.name.endswith(".is_leaf") else value


def copy_of(one):
    if isinstance(one, torch.Tensor) and not one.requires_grad:  # weights are there to be changed
        return one.clone()
    return list(one) if isinstance(one, list) else one


def lying_call(self, ask):
    if not ask.inputs:
        return call(self, ask)
    target, given, before = self.take(ask.target), self.take(ask.args), self.take(ask.args)
    args = [copy_of(one) for one in given]
    result = target(*args)
    if name_of(ask) == "identity_init":  # shall change its argument
        return [result]
    return [kept.clone() if isinstance(kept, torch.Tensor) else kept for kept in before]


def lying_alias(self, ask):
    target, overwrite = self.take(ask.target), self.take(ask.overwrite)
    before = target(self.take(ask.argument).clone())
    return before, overwrite if name_of(ask) == "identity_init" else target(overwrite.clone())


def lying_gradients(self, ask):
    answer = gradients(self, ask)
    if name_of(ask) == "pca":  # shall be outside of the graph
        answer["inputs"] = [None for _ in answer["inputs"]]
    return answer


Executor._get, Executor._call, Executor._alias = lying_get, lying_call, lying_alias
Executor._gradients = lying_gradients
Executor._device = lambda self, ask: True
