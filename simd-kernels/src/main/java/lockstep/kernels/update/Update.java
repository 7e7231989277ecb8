package lockstep.kernels.update;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// One step of a [Rule] on one tensor of parameters, in place: a single pass.
///
/// | operand | elements | |
/// |---|---|---|
/// | parameter | `count` | read and written |
/// | gradient | `count` | read |
/// | states | `count` each, [Rule#states()] of them | read and written; zeros before step 1 |
///
/// The numbers of a step, Adam's bias corrections among them, are computed in double from the
/// settings, the rate and the number of the step, and rounded to float once. No two operands may
/// overlap. One object serves one caller at a time.
public final class Update {

  private final Rule rule;
  private final Chunks chunks;
  private final Loop loop;
  private final Loop tail;
  private final Factors factors = new Factors();
  private final Parallel.Task task = this::share;

  // Of the current run.
  private long parameter;
  private long gradient;
  private long state1;
  private long state2;

  private Update(Rule rule, Chunks chunks) {
    this.rule = rule;
    this.chunks = chunks;
    tail = UpdateReference.loop(rule);
    loop =
        switch (rule) {
          case Rule.Sgd _ -> UpdateLoops::sgd;
          case Rule.Momentum _ -> UpdateLoops::momentum;
          case Rule.Nesterov _ -> UpdateLoops::nesterov;
          case Rule.Adam _ -> UpdateLoops::adam;
          case Rule.AdamW _ -> UpdateLoops::adam;
          case Rule.RmsProp rmsProp ->
              rmsProp.states() == 1 ? UpdateLoops::rmsProp : UpdateLoops::rmsPropWithMomentum;
          case Rule.Lion _ -> UpdateLoops::lion;
        };
  }

  /// {@return the step of that rule on `count` parameters}
  public static Update of(Rule rule, int count) {
    return new Update(rule, new Chunks(count));
  }

  /// Runs one step.
  ///
  /// @param parallel the threads
  /// @param step its number; the first is 1
  /// @param learningRate η
  /// @param gradientScale address of a float that multiplies the gradient, such as [GlobalNorm]
  ///   writes; 0 for none
  /// @param parameter address of the parameters; likewise `gradient`
  /// @param state1 address of the first state; any number where the rule has none
  /// @param state2 the same of the second
  public void run(
      Parallel parallel,
      long step,
      double learningRate,
      long gradientScale,
      long parameter,
      long gradient,
      long state1,
      long state2) {
    factors.set(rule, step, learningRate, UpdateReference.scale(gradientScale));
    this.parameter = parameter;
    this.gradient = gradient;
    this.state1 = state1;
    this.state2 = state2;
    parallel.run(chunks.shares(), task);
  }

  private void share(int share, int thread) {
    int first = chunks.first(share);
    int count = chunks.first(share + 1) - first;
    int whole = count - count % Lanes.COUNT;
    long at = (long) first * Float.BYTES;
    loop.run(factors, parameter + at, gradient + at, state1 + at, state2 + at, whole);
    at += (long) whole * Float.BYTES;
    tail.run(factors, parameter + at, gradient + at, state1 + at, state2 + at, count - whole);
  }
}
