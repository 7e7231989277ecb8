package lockstep.nn.check;

import java.util.List;

/// What reading all samples of a kind of data told.
record Facts(List<Fact> facts, List<ColumnFacts> columns, List<Finding> findings) {

  Facts(List<Fact> facts, List<Finding> findings) {
    this(facts, List.of(), findings);
  }
}
