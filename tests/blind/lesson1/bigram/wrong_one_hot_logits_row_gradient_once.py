"""Each distinct row is looked up once; repeated ones are copies without a graph.

exercise: one_hot_logits
contradicts: "a row that is used k times collects k gradients"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    rows, seen = [], set()
    for x in xs.tolist():
        rows.append(W[x].detach() if x in seen else W[x])
        seen.add(x)
    return torch.stack(rows)
