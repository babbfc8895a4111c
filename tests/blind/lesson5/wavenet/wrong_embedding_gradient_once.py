"""The hand-made backward assigns instead of adding, so repeated characters keep one gradient.

exercise: Embedding
contradicts: "On the way back, a character that occurs three times collects three gradients in its row."
"""


class _Lookup(torch.autograd.Function):
    @staticmethod
    def forward(ctx, weight, IX):
        ctx.save_for_backward(IX)
        ctx.size = weight.shape
        return weight[IX]

    @staticmethod
    def backward(ctx, grad):
        (IX,) = ctx.saved_tensors
        result = torch.zeros(ctx.size)
        result[IX.reshape(-1)] = grad.reshape(-1, ctx.size[1])
        return result, None


class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX):
        self.out = _Lookup.apply(self.weight, IX)
        return self.out

    def parameters(self):
        return [self.weight]
