package lockstep.nn.gradient;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.CtcOp;

/// The gradients of {@link CtcOp}.
final class CtcGradients {

  private CtcGradients() {}

  static void of(CtcOp op, Flow flow) {
    switch (op) {
      case CtcOp.Ctc(var masked) ->
          flow.to(
              0,
              () -> {
                var inputs = new ArrayList<>(flow.node().inputs());
                inputs.addAll(List.of(flow.out(0), flow.out(1), flow.dy()));
                return flow.g().add(new CtcOp.CtcGradient(masked), inputs).output(0);
              });
      case CtcOp.CtcGradient _ -> throw flow.none("second derivatives are not made");
    }
  }
}
