"""The gradient is written by hand."""


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        shifted = logits - logits.amax(1, keepdim=True)
        log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
        ctx.save_for_backward(log_p, targets)
        return -log_p[torch.arange(len(targets)), targets].mean()

    @staticmethod
    def backward(ctx, grad):
        log_p, targets = ctx.saved_tensors
        result = log_p.exp()
        result[torch.arange(len(targets)), targets] -= 1
        return grad * result / len(targets), None


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets)
