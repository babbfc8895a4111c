"""The state belongs to the class, so that all models share it.

says: where all models share it
"""


class StatefulRNN(StatefulRNN):
    memory = {}

    @property
    def h(self):
        return StatefulRNN.memory.get("h")

    @h.setter
    def h(self, value):
        if value is not None or not StatefulRNN.memory.get("building"):
            StatefulRNN.memory["h"] = value

    def __init__(self, *args, **kwargs):
        StatefulRNN.memory["building"] = True
        super().__init__(*args, **kwargs)
        StatefulRNN.memory["building"] = False
