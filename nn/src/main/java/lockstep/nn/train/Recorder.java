package lockstep.nn.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.nn.runs.Metrics;
import lockstep.nn.runs.RunDirectory;

/// Writes a row of metrics into the directory of a run at every judgement: `trainer.on(recorder)`.
///
/// Times are left out, so that a run that was stopped and went on has the same rows as one that
/// never stopped.
public final class Recorder implements Consumer<Event>, AutoCloseable {

  private static final String TRAINED = "trained_loss";
  private static final String RATE = "learning_rate";

  private final RunDirectory run;
  private Optional<Metrics> metrics = Optional.empty();
  private long from;
  private double rate;

  /// For a run; it is opened at the first judgement.
  public Recorder(RunDirectory run) {
    this.run = run;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Began began -> from = began.from();
      case Event.Stepped stepped -> rate = stepped.rate();
      case Event.Judged judged -> write(judged);
      case Event.Saved _, Event.RateLowered _, Event.Noted _, Event.Ended _ -> {
        // They are told elsewhere.
      }
    }
  }

  private void write(Event.Judged judged) {
    var values = new LinkedHashMap<String, Double>();
    values.put(TRAINED, judged.trained());
    values.put(RATE, rate);
    values.putAll(judged.figures());
    if (metrics.isEmpty()) {
      List<String> columns = new ArrayList<>(values.keySet());
      metrics = Optional.of(run.metrics(columns, from));
    }
    metrics.get().append(judged.step(), judged.epoch(), values);
  }

  @Override
  public void close() {
    metrics.ifPresent(Metrics::close);
  }
}
