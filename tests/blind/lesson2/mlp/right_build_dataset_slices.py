"""Slices of a padded list."""


def build_dataset(words, block_size, stoi):
    contexts, targets = [], []
    for word in words:
        numbers = [stoi["."]] * block_size + [stoi[character] for character in word] + [stoi["."]]
        for end in range(block_size, len(numbers)):
            contexts.append(numbers[end - block_size : end])
            targets.append(numbers[end])
    X = torch.tensor(contexts).reshape(len(targets), block_size).long()
    return X, torch.tensor(targets).long()
