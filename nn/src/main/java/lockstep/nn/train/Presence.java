package lockstep.nn.train;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lockstep.nn.data.DataException;
import lockstep.nn.runs.RunDirectory;

/// Ends a training whose directory was removed, a moment after it was: `trainer.on(new
/// Presence(run))`. What it goes on to learn could be kept nowhere.
public final class Presence implements Consumer<Event> {

  private static final long APART = 100_000_000L;

  private final RunDirectory run;
  private final LongSupplier nanos;
  private long looked;

  /// For a run.
  public Presence(RunDirectory run) {
    this(run, System::nanoTime);
  }

  Presence(RunDirectory run, LongSupplier nanos) {
    this.run = run;
    this.nanos = nanos;
    looked = nanos.getAsLong();
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Stepped _ -> {
        long now = nanos.getAsLong();
        if (now - looked >= APART) {
          looked = now;
          look();
        }
      }
      case Event.Judged _, Event.Ended _ -> look();
      case Event.Began _, Event.Saved _, Event.RateLowered _, Event.Noted _ -> {
        // Steps come soon enough.
      }
    }
  }

  private void look() {
    if (run.isRemoved()) {
      throw new DataException(
          run.folder().toString(),
          "expected the directory of this run, found that it was removed while it trained. Train"
              + " again.");
    }
  }
}
