package lockstep.nn.gradient;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.Value;

/// The gradients of {@link RecurrentOp}.
final class RecurrentGradients {

  private RecurrentGradients() {}

  static void of(RecurrentOp op, Flow flow) {
    switch (op) {
      case RecurrentOp.Lstm lstm ->
          back(
              new RecurrentOp.LstmGradient(lstm),
              List.of(flow.out(0), flow.out(3), flow.of(0), flow.of(1), flow.of(2)),
              flow);
      case RecurrentOp.Gru gru ->
          back(
              new RecurrentOp.GruGradient(gru),
              List.of(flow.out(0), flow.out(2), flow.of(0), flow.of(1)),
              flow);
      case RecurrentOp.Rnn rnn ->
          back(
              new RecurrentOp.RnnGradient(rnn), List.of(flow.out(0), flow.of(0), flow.of(1)), flow);
      case RecurrentOp.LstmGradient _, RecurrentOp.GruGradient _, RecurrentOp.RnnGradient _ ->
          throw flow.none("second derivatives are not made");
    }
  }

  private static void back(Op gradient, List<Value> more, Flow flow) {
    var inputs = new ArrayList<>(flow.node().inputs());
    inputs.addAll(more);
    Node node = flow.g().add(gradient, inputs);
    for (int i = 0; i < node.outputs().size(); i++) {
      int output = i;
      flow.to(i, () -> node.output(output));
    }
  }
}
