package lockstep.kernels.ctc;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.map.Exponential;

/// The gradient of [Ctc] with respect to its log-probabilities: minus the probability that a step
/// says a class, among the paths that read as the labels.
///
/// | memory | shape | |
/// |---|---|---|
/// | logProbabilities, targets, lengths | | as [Ctc] had them |
/// | losses, saved | | as [Ctc] left them |
/// | dLosses | `[samples]` | |
/// | gradient | `[samples, steps, classes]` | |
/// | scratch | [#scratchBytes(int)] | |
///
/// Steps that do not count have the gradient 0, and so has a whole sample whose loss is +∞: no
/// small change makes it finite. Where the loss is NaN, all of it is. The bits are those of
/// [CtcReference].
public final class CtcGradient {

  private final CtcShape shape;
  private final RowShares shares;
  private final Parallel.Task task = this::samples;
  private long logProbabilities;
  private long targets;
  private long lengths;
  private long losses;
  private long saved;
  private long dLosses;
  private long gradient;
  private long scratch;

  private CtcGradient(CtcShape shape) {
    this.shape = shape;
    shares = shape.shares();
  }

  /// {@return the kernel of that shape}
  public static CtcGradient of(CtcShape shape) {
    return new CtcGradient(shape);
  }

  /// {@return the bytes of scratch memory for so many threads}
  public long scratchBytes(int threads) {
    return threads * bytesOfThread();
  }

  private long bytesOfThread() {
    return CtcShape.lines(shape.labels()) + 2 * CtcShape.lines(shape.states());
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long logProbabilities,
      long targets,
      long lengths,
      long losses,
      long saved,
      long dLosses,
      long gradient,
      long scratch) {
    this.logProbabilities = logProbabilities;
    this.targets = targets;
    this.lengths = lengths;
    this.losses = losses;
    this.saved = saved;
    this.dLosses = dLosses;
    this.gradient = gradient;
    this.scratch = scratch;
    parallel.run(shares.count(), task);
  }

  private void samples(int share, int thread) {
    int end = shares.first(share + 1);
    for (int sample = shares.first(share); sample < end; sample++) {
      float loss = number(losses, sample);
      fill(gradient + shape.probabilitiesAt(sample), Float.isNaN(loss) ? Float.NaN : 0);
      if (Float.isFinite(loss)) {
        sample(sample, scratch + thread * bytesOfThread());
      }
    }
  }

  private void fill(long sample, float value) {
    long count = (long) shape.steps() * shape.classes();
    for (long i = 0; i < count; i++) {
      Floats.set(sample + i * Float.BYTES, value);
    }
  }

  private void sample(int sample, long labels) {
    long target = targets + (long) sample * shape.labels() * Integer.BYTES;
    int states = CtcShape.states(Labels.copy(target, shape.labels(), shape.classes(), labels));
    long after = labels + CtcShape.lines(shape.labels());
    long weights = after + CtcShape.lines(shape.states());
    end(after, states);
    for (int step = shape.steps(lengths, sample) - 1; step >= 0; step--) {
      long classes = (long) step * shape.classes() * Float.BYTES + shape.probabilitiesAt(sample);
      long row = saved + shape.statesAt(sample) + (long) step * shape.states() * Float.BYTES;
      float sum = weigh(row, after, weights, states);
      add(-number(dLosses, sample) / sum, weights, labels, gradient + classes, states);
      back(logProbabilities + classes, labels, after, states);
      LogSum.shift(after, states);
    }
  }

  /// A path ends with the last label or the blank after it.
  private static void end(long after, int states) {
    for (int state = 0; state < states; state++) {
      set(after, state, state >= states - 2 ? 0 : LogSum.NOTHING);
    }
  }

  /// How likely each state is, given the labels, but for the sum, which it returns.
  private static float weigh(long row, long after, long weights, int states) {
    float largest = LogSum.NOTHING;
    for (int state = 0; state < states; state++) {
      float both = number(row, state) + number(after, state);
      set(weights, state, both);
      largest = Math.max(largest, both);
    }
    float sum = 0;
    for (int state = 0; state < states; state++) {
      float weight = Exponential.exp(number(weights, state) - largest);
      set(weights, state, weight);
      sum += weight;
    }
    return sum;
  }

  private static void add(float factor, long weights, long labels, long to, int states) {
    for (int state = 0; state < states; state++) {
      int label = Labels.ofState(labels, state);
      set(to, label, Math.fma(factor, number(weights, state), number(to, label)));
    }
  }

  /// From what follows a step to what follows the step before it. What it reads lies at or after
  /// what it writes.
  private static void back(long p, long labels, long after, int states) {
    for (int state = 0; state < states; state++) {
      float here = number(after, state) + number(p, Labels.ofState(labels, state));
      float next = LogSum.NOTHING;
      if (state + 1 < states) {
        next = number(after, state + 1) + number(p, Labels.ofState(labels, state + 1));
      }
      if (state + 2 < states && Labels.jumps(labels, state + 2)) {
        float far = number(after, state + 2) + number(p, Labels.ofState(labels, state + 2));
        set(after, state, LogSum.of(here, next, far));
      } else {
        set(after, state, LogSum.of(here, next));
      }
    }
  }

  private static float number(long address, int index) {
    return Floats.get(address + (long) index * Float.BYTES);
  }

  private static void set(long address, int index, float value) {
    Floats.set(address + (long) index * Float.BYTES, value);
  }
}
