package lockstep.nn.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;

/// Where a run stands between two judgements, for who looks on: not needed to go on with it, and
/// not the same in two runs.
///
/// @param step updates made
/// @param steps updates there are to be
/// @param epoch in which epoch, from 0 on
/// @param batches updates of an epoch
/// @param speed samples a second
/// @param seconds the time that it needs still
/// @param each how many updates a loss is the mean of
/// @param losses the mean losses so far, from the first update on; the last may be of fewer
public record Standing(
    long step,
    long steps,
    int epoch,
    int batches,
    double speed,
    double seconds,
    long each,
    List<Double> losses) {

  private static final String FILE = "standing.json";

  /// Copies the losses.
  public Standing {
    losses = List.copyOf(losses);
  }

  /// {@return a run that has not begun}
  public static Standing none() {
    return new Standing(0, 0, 0, 0, 0, 0, 1, List.of());
  }

  /// {@return whether anything is known}
  public boolean isKnown() {
    return steps > 0;
  }

  /// {@return where the run of a directory stands, as far as it says}
  public static Standing read(Path run) {
    Path file = run.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return none();
    }
    try {
      return of(Json.parse(Files.readString(file)));
    } catch (IOException | JsonException | IllegalArgumentException _) {
      // It is written without waiting for the disk, and nothing depends on it.
      return none();
    }
  }

  private static Standing of(Json json) {
    if (!(json instanceof Json.Fields fields)
        || !(fields.get("losses") instanceof Json.Items items)) {
      throw new IllegalArgumentException("no losses.");
    }
    var losses = new ArrayList<Double>();
    items.items().forEach(item -> losses.add(real(item)));
    return new Standing(
        whole(fields.get("step")),
        whole(fields.get("steps")),
        (int) whole(fields.get("epoch")),
        (int) whole(fields.get("batches")),
        real(fields.get("speed")),
        real(fields.get("seconds")),
        Math.max(1, whole(fields.get("each"))),
        losses);
  }

  private static long whole(Json json) {
    return json instanceof Json.Whole(var value) ? value : (long) real(json);
  }

  private static double real(Json json) {
    return switch (json) {
      case Json.Real(var value) -> value;
      case Json.Whole(var value) -> value;
      case Json.Nothing _ -> Double.NaN;
      case Json.Fields _, Json.Items _, Json.Text _, Json.Truth _ ->
          throw new IllegalArgumentException("no number but " + json.text() + ".");
    };
  }

  /// Writes it, whole at any moment, without waiting for the disk.
  ///
  /// @throws IOException if that fails, such as on a full disk
  public void write(Path run) throws IOException {
    Json json =
        Json.object()
            .with("step", step)
            .with("steps", steps)
            .with("epoch", epoch)
            .with("batches", batches)
            .with("speed", speed)
            .with("seconds", seconds)
            .with("each", each)
            .with("losses", new Json.Items(losses.stream().<Json>map(Json.Real::new).toList()));
    Path temporary = run.resolve(FILE + ".partial");
    Files.writeString(temporary, json.text());
    Files.move(
        temporary,
        run.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
