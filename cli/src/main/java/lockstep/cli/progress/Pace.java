package lockstep.cli.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.train.Event;

/// Where training stands: what events add up to.
final class Pace {

  private static final double KEPT = 0.95;
  private static final int LOSSES = 24;
  private static final int STEADY = 20;

  private final ArrayDeque<Double> losses = new ArrayDeque<>();
  private final long begun = System.nanoTime();
  private long steps = 1;
  private int batches = 1;
  private long from;
  private long step;
  private int epoch;
  private double loss = Double.NaN;
  private double rate;
  private double perSecond;
  private long kept = 1;

  void began(Event.Began event) {
    steps = Math.max(1, event.steps());
    batches = Math.max(1, event.batches());
    from = event.from();
    step = from;
    // As many losses as a sparkline has places, from all of the training.
    kept = Math.max(1, (steps - from) / LOSSES);
  }

  void stepped(Event.Stepped event) {
    step = event.step();
    epoch = event.epoch();
    rate = event.rate();
    loss = Double.isNaN(loss) ? event.loss() : KEPT * loss + (1 - KEPT) * event.loss();
    double now = event.samples() / Math.max(1e-9, event.took().toNanos() * 1e-9);
    // Rates of single steps jump; their harmonic mean is what a person would count.
    perSecond = perSecond == 0 ? now : 1 / (KEPT / perSecond + (1 - KEPT) / now);
    if ((step - from) % kept == 0) {
      losses.add(loss);
      if (losses.size() > LOSSES) {
        losses.remove();
      }
    }
  }

  long step() {
    return step;
  }

  long steps() {
    return steps;
  }

  int epoch() {
    return epoch;
  }

  int epochs() {
    return (int) Math.max(1, (steps + batches - 1) / batches);
  }

  int batches() {
    return batches;
  }

  /// From 1 on.
  int stepOfEpoch() {
    return (int) ((step - 1) % batches) + 1;
  }

  double loss() {
    return loss;
  }

  double rate() {
    return rate;
  }

  double samplesPerSecond() {
    return perSecond;
  }

  /// What is left if it goes on as it went so far, judgements and all.
  Duration left() {
    double done = Math.max(1, step - from);
    double each = (System.nanoTime() - begun) / done;
    return Duration.ofNanos((long) (each * (steps - step)));
  }

  /// Whether enough steps were made to tell how long others take.
  boolean isSteady() {
    return step - from >= STEADY;
  }

  List<Double> losses() {
    return new ArrayList<>(losses);
  }
}
