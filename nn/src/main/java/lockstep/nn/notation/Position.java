package lockstep.nn.notation;

/// Where something stands in a text; the first is line 1, column 1.
record Position(int line, int column) {}
