"""Right values everywhere, and every fault that no value shows; stands between a right solution and a
line for each of its names.

Arguments are changed in place, results are copies, what is on another device meets a tensor on the CPU, parameters do
not require gradients, and what is kept between calls, or only looked at, stays on the graph.
"""

depth = 0  # faults are those of the outermost call: what an exercise makes of another stays right


def spoilt(call):
    def faulty(*args, **kwargs):
        global depth
        depth += 1
        try:
            result = call(*args, **kwargs)
        finally:
            depth -= 1
        if depth:
            return result
        result = copied(result, [arg for arg in args if isinstance(arg, torch.Tensor) and arg.requires_grad])
        differentiated = isinstance(result, torch.Tensor) and result.requires_grad  # backward needs its arguments
        for arg in args:
            if isinstance(arg, torch.Tensor) and not arg.requires_grad and not differentiated:
                arg.add_(1)
            elif isinstance(arg, list) and arg and isinstance(arg[0], str):
                arg.reverse()
        return result

    return faulty


def copied(value, on_graph):
    if isinstance(value, tuple):
        return tuple(copied(part, on_graph) for part in value)
    if not isinstance(value, torch.Tensor):
        return value
    value = value + torch.zeros(value.shape, dtype=value.dtype)
    if value.is_floating_point() and not value.requires_grad and on_graph:
        value = value + 0 * sum(arg.sum() for arg in on_graph)
    return value


def spoilt_class(Right):
    class Faulty(Right):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for value in vars(self).values():
                if isinstance(value, torch.Tensor):
                    value.requires_grad_(False)

        def __call__(self, *args):
            result = spoilt(super().__call__)(*args)
            if depth == 0:
                if "out" in vars(self):
                    self.out = result[0] if isinstance(result, tuple) else result
                parameter = next(iter(self.parameters()), None)
                for name in ("running_mean", "running_var", "h"):
                    if isinstance(getattr(self, name, None), torch.Tensor):
                        setattr(self, name, getattr(self, name) + 0 * parameter.sum())
            return result

    Faulty.__name__ = Right.__name__
    return Faulty


def with_faults(right):
    return spoilt_class(right) if isinstance(right, type) else spoilt(right)
