package lockstep.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import lockstep.nn.json.Json;
import lockstep.nn.train.Event;

/// Each event as one JSON object on a line.
///
/// @param out where to
public record JsonProgress(PrintWriter out) implements Consumer<Event> {

  @Override
  public void accept(Event event) {
    out.println(json(event).text());
  }

  private static Json.Fields json(Event event) {
    return switch (event) {
      case Event.Began(var steps, var batches, var from, var parameters) ->
          named("began")
              .with("steps", steps)
              .with("batches", batches)
              .with("from", from)
              .with("parameters", parameters);
      case Event.Stepped(var epoch, var step, var loss, var rate, var samples, var took) ->
          named("step")
              .with("epoch", epoch)
              .with("step", step)
              .with("loss", loss)
              .with("learning_rate", rate)
              .with("samples", samples)
              .with("seconds", seconds(took));
      case Event.Judged(var epoch, var step, var trained, var figures, var best, var took) ->
          named("judged")
              .with("epoch", epoch)
              .with("step", step)
              .with("trained_loss", trained)
              .with("validation", figures(figures))
              .with("best", best)
              .with("seconds", seconds(took));
      case Event.Saved(var step, var file) ->
          named("saved").with("step", step).with("file", file.toString());
      case Event.RateLowered(var step, var factor) ->
          named("rate_lowered").with("step", step).with("factor", factor);
      case Event.Noted(var sentence) -> named("note").with("text", sentence);
      case Event.Ended(var why, var step, var took) ->
          named("ended")
              .with("why", why.name().toLowerCase(Locale.ROOT))
              .with("step", step)
              .with("seconds", seconds(took));
    };
  }

  private static Json.Fields named(String event) {
    return Json.object().with("event", event);
  }

  private static Json.Fields figures(SequencedMap<String, Double> figures) {
    Json.Fields json = Json.object();
    for (Map.Entry<String, Double> each : figures.entrySet()) {
      json = json.with(each.getKey(), each.getValue());
    }
    return json;
  }

  private static double seconds(Duration time) {
    return time.toNanos() * 1e-9;
  }
}
