package lockstep.nn.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lockstep.nn.runs.Standing;

/// Tells those who look on from another process where a run stands, about once a second:
/// `trainer.on(new Onlookers(folder))`.
public final class Onlookers implements Consumer<Event> {

  private static final int PARTS = 240;
  private static final long APART = 1_000_000_000L;
  private static final double FRESH = 0.05;

  private final Path run;
  private final LongSupplier nanos;
  private final List<Double> losses = new ArrayList<>();
  private Event.Began began = new Event.Began(0, 0, 0, 0);
  private long each = 1;
  private double sum;
  private long summed;
  private double speed = Double.NaN;
  private long begun;
  private long written;
  private boolean isFailed;

  /// For the run of a directory.
  public Onlookers(Path run) {
    this(run, System::nanoTime);
  }

  Onlookers(Path run, LongSupplier nanos) {
    this.run = run;
    this.nanos = nanos;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Began now -> begin(now);
      case Event.Stepped stepped -> step(stepped);
      case Event.Ended ended -> write(ended.step(), epochOf(ended.step()));
      case Event.Judged _, Event.Saved _, Event.RateLowered _, Event.Noted _ -> {
        // They have files of their own.
      }
    }
  }

  private void begin(Event.Began now) {
    began = now;
    begun = nanos.getAsLong();
    each = Math.max(1, (now.steps() + PARTS - 1) / PARTS);
    Standing before = Standing.read(run);
    if (now.from() > 0 && before.each() == each) {
      // What follows the checkpoint comes again.
      int whole = (int) Math.min(before.losses().size(), now.from() / each);
      losses.addAll(before.losses().subList(0, whole));
    }
    while (losses.size() < now.from() / each) {
      losses.add(Double.NaN);
    }
    write(now.from(), epochOf(now.from()));
  }

  private void step(Event.Stepped stepped) {
    sum += stepped.loss();
    summed++;
    double seconds = stepped.took().toNanos() * 1e-9;
    double now = seconds > 0 ? stepped.samples() / seconds : 0;
    speed = Double.isNaN(speed) ? now : speed + FRESH * (now - speed);
    if (stepped.step() % each == 0) {
      losses.add(sum / summed);
      sum = 0;
      summed = 0;
    }
    if (nanos.getAsLong() - written >= APART) {
      write(stepped.step(), stepped.epoch());
    }
  }

  private int epochOf(long step) {
    return began.batches() == 0 ? 0 : (int) ((Math.max(1, step) - 1) / began.batches());
  }

  private void write(long step, int epoch) {
    written = nanos.getAsLong();
    if (isFailed) {
      return;
    }
    var shown = new ArrayList<>(losses);
    if (2 * summed >= each) {
      shown.add(sum / summed);
    }
    double aStep =
        step > began.from() ? (written - begun) * 1e-9 / (step - began.from()) : Double.NaN;
    try {
      new Standing(
              step,
              began.steps(),
              epoch,
              began.batches(),
              speed,
              aStep * (began.steps() - step),
              each,
              shown)
          .write(run);
    } catch (IOException _) {
      // Training does not end because nobody can look on: where the disk is full, what counts says
      // so.
      isFailed = true;
    }
  }
}
