package lockstep.kernels.ctc;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;

/// What labels cost: minus the logarithm of the probability that a sequence of steps reads as them.
///
/// | memory | shape | |
/// |---|---|---|
/// | logProbabilities | `[samples, steps, classes]` | such as log-softmax makes |
/// | targets | `[samples, labels]` | int32; what is 0 or less is no label and left out |
/// | lengths | `[samples]` | int32, the steps that count, none below 0 and all above; or address 0: all |
/// | losses | `[samples]` | |
/// | saved | `[samples, steps, states]` | for [CtcGradient] |
/// | scratch | [#scratchBytes(int)] | |
///
/// Where steps are too few for the labels (one each, and one more between two that are equal), or
/// all paths have the probability 0, the loss is +∞. Without labels it is the cost of blanks alone,
/// without steps and labels 0. A label that is no class makes it NaN, and so does NaN in a step
/// that counts. The bits are those of [CtcReference].
public final class Ctc {

  private final CtcShape shape;
  private final RowShares shares;
  private final Parallel.Task task = this::samples;
  private long logProbabilities;
  private long targets;
  private long lengths;
  private long losses;
  private long saved;
  private long scratch;

  private Ctc(CtcShape shape) {
    this.shape = shape;
    shares = shape.shares();
  }

  /// {@return the kernel of that shape}
  public static Ctc of(CtcShape shape) {
    return new Ctc(shape);
  }

  /// {@return the bytes of scratch memory for so many threads}
  public long scratchBytes(int threads) {
    return threads * CtcShape.lines(shape.labels());
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long logProbabilities,
      long targets,
      long lengths,
      long losses,
      long saved,
      long scratch) {
    this.logProbabilities = logProbabilities;
    this.targets = targets;
    this.lengths = lengths;
    this.losses = losses;
    this.saved = saved;
    this.scratch = scratch;
    parallel.run(shares.count(), task);
  }

  private void samples(int share, int thread) {
    long labels = scratch + thread * CtcShape.lines(shape.labels());
    int end = shares.first(share + 1);
    for (int sample = shares.first(share); sample < end; sample++) {
      Floats.set(losses + (long) sample * Float.BYTES, loss(sample, labels));
    }
  }

  private float loss(int sample, long labels) {
    long target = targets + (long) sample * shape.labels() * Integer.BYTES;
    int count = Labels.copy(target, shape.labels(), shape.classes(), labels);
    int steps = shape.steps(lengths, sample);
    if (count == Labels.NONE_SUCH) {
      return Float.NaN;
    }
    if (steps == 0) {
      return count == 0 ? 0 : Float.POSITIVE_INFINITY;
    }
    int states = CtcShape.states(count);
    long p = logProbabilities + shape.probabilitiesAt(sample);
    long row = saved + shape.statesAt(sample);
    begin(p, labels, row, states);
    double shifts = LogSum.shift(row, states);
    for (int step = 1; step < steps && shifts > LogSum.NOTHING; step++) {
      p += (long) shape.classes() * Float.BYTES;
      long next = row + (long) shape.states() * Float.BYTES;
      step(p, labels, row, next, states);
      shifts += LogSum.shift(next, states);
      row = next;
    }
    if (!(shifts > LogSum.NOTHING)) { // NaN too
      return (float) -shifts;
    }
    float last = number(row, states - 1);
    float before = states > 1 ? number(row, states - 2) : LogSum.NOTHING;
    return (float) (0 - (shifts + LogSum.of(last, before)));
  }

  /// A path begins with a blank or the first label.
  private static void begin(long p, long labels, long row, int states) {
    for (int state = 0; state < states; state++) {
      float value = state < 2 ? number(p, Labels.ofState(labels, state)) : LogSum.NOTHING;
      Floats.set(row + (long) state * Float.BYTES, value);
    }
  }

  private static void step(long p, long labels, long row, long next, int states) {
    for (int state = 0; state < states; state++) {
      float before = state > 0 ? number(row, state - 1) : LogSum.NOTHING;
      float stays = number(row, state);
      float sum =
          Labels.jumps(labels, state)
              ? LogSum.of(stays, before, number(row, state - 2))
              : LogSum.of(stays, before);
      float value = sum + number(p, Labels.ofState(labels, state));
      Floats.set(next + (long) state * Float.BYTES, value);
    }
  }

  private static float number(long address, int index) {
    return Floats.get(address + (long) index * Float.BYTES);
  }
}
