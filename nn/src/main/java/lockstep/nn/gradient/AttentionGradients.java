package lockstep.nn.gradient;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.Node;

/// The gradients of {@link AttentionOp}.
final class AttentionGradients {

  private AttentionGradients() {}

  static void of(AttentionOp op, Flow flow) {
    switch (op) {
      case AttentionOp.Attention attention -> {
        var inputs = new ArrayList<>(flow.node().inputs());
        inputs.addAll(List.of(flow.out(0), flow.out(1), flow.dy()));
        Node gradient = flow.g().add(new AttentionOp.AttentionGradient(attention), inputs);
        for (int i = 0; i < gradient.outputs().size(); i++) {
          int output = i;
          flow.to(i, () -> gradient.output(output));
        }
      }
      case AttentionOp.AttentionGradient _ -> throw flow.none("second derivatives are not made");
    }
  }
}
