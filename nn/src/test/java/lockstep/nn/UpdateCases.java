package lockstep.nn;

import static lockstep.nn.OpCase.Numbers.ANY;
import static lockstep.nn.OpCase.Numbers.POSITIVE;
import static lockstep.nn.OpCase.fixed;
import static lockstep.nn.OpCase.state;
import static lockstep.nn.OpCase.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.UpdateOp;

/// Instances of {@link UpdateOp}: what they change is compared.
final class UpdateCases {

  private static final List<Rule> RULES =
      List.of(
          new Rule.Sgd(0),
          new Rule.Sgd(0.1),
          new Rule.Momentum(0.9, 0, 0),
          new Rule.Momentum(0.9, 0.5, 0.1),
          new Rule.Nesterov(0.9, 0.1),
          new Rule.Adam(0.9, 0.999, 1e-8, 0.1),
          new Rule.AdamW(0.9, 0.999, 1e-8, 0.1),
          new Rule.RmsProp(0.99, 1e-8, 0, 0.1),
          new Rule.RmsProp(0.99, 1e-8, 0.9, 0.1),
          new Rule.Lion(0.9, 0.99, 0.1));

  private UpdateCases() {}

  static Stream<OpCase> small() {
    return Stream.concat(
        RULES.stream()
            .flatMap(rule -> Stream.of(update(rule, 1, false, 21), update(rule, 5, true, 21))),
        Stream.of(
                OpCase.of(new UpdateOp.Accumulate(), state(ANY, 5, 3), fixed(ANY, 5, 3)),
                OpCase.of(new UpdateOp.MovingAverage(0.99), state(ANY, 5, 3), fixed(ANY, 5, 3)),
                OpCase.of(new UpdateOp.Clear(), state(ANY, 5, 3)),
                OpCase.of(new UpdateOp.GlobalNorm(1, 0.5), fixed(ANY, 5, 3), fixed(ANY, 7)),
                OpCase.of(new UpdateOp.GlobalNorm(0.25, 100), fixed(ANY, 5), fixed(ANY, 1)))
            .map(OpCase::withoutGradient));
  }

  static Stream<OpCase> large() {
    return Stream.concat(
        RULES.stream().map(rule -> update(rule, 5, true, 20_011)),
        Stream.of(
                OpCase.of(new UpdateOp.Accumulate(), state(ANY, 20_011), fixed(ANY, 20_011)),
                OpCase.of(new UpdateOp.MovingAverage(0.99), state(ANY, 20_011), fixed(ANY, 20_011)),
                OpCase.of(new UpdateOp.GlobalNorm(1, 0.5), fixed(ANY, 20_011), fixed(ANY, 9_001))
                    .sums(29_012))
            .map(OpCase::withoutGradient));
  }

  private static OpCase update(Rule rule, int step, boolean scaled, int count) {
    var operands = new ArrayList<OpCase.Operand>();
    operands.add(state(ANY, count));
    operands.add(fixed(ANY, count));
    operands.add(fixed(POSITIVE));
    operands.add(step(step));
    if (scaled) {
      operands.add(fixed(POSITIVE));
    }
    for (int i = 0; i < rule.states(); i++) {
      operands.add(state(POSITIVE, count));
    }
    return OpCase.of(new UpdateOp.Update(rule, scaled), operands.toArray(OpCase.Operand[]::new))
        .withoutGradient();
  }
}
