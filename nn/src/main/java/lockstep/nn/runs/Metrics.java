package lockstep.nn.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.store.AtomicFile;

/// The numbers of a run as it goes: a line in `metrics.csv`, one in `metrics.jsonl` and points in a
/// TensorBoard event file for each row.
///
/// A row is in the files when {@link #append} returns. When a run is resumed, a line that a killed
/// process left unfinished is cut, and rows beyond the step where it goes on are dropped: the files
/// end up as if it had never stopped. So write all rows of a step before its checkpoint.
public final class Metrics implements AutoCloseable {

  private static final String CSV = "metrics.csv";
  static final String LINES = "metrics.jsonl";
  private static final String STEP = "step";
  private static final String EPOCH = "epoch";

  private final Path folder;
  private final List<String> columns;
  private final FileChannel csv;
  private final FileChannel lines;
  private final EventFile events;

  private Metrics(
      Path folder, List<String> columns, FileChannel csv, FileChannel lines, EventFile events) {
    this.folder = folder;
    this.columns = columns;
    this.csv = csv;
    this.lines = lines;
    this.events = events;
  }

  static Metrics open(Path folder, List<String> columns, long step) {
    var names = new LinkedHashSet<>(List.of(STEP, EPOCH));
    for (String column : columns) {
      if (!column.matches("[^\\p{C},\"]+") || !names.add(column)) {
        throw new IllegalArgumentException(
            "metrics: expected names that differ, without commas and quotes, got " + columns + ".");
      }
    }
    try {
      String header = String.join(",", names);
      FileChannel csv = resume(folder.resolve(CSV), header, line -> ofRow(line), step);
      FileChannel lines = resume(folder.resolve(LINES), "", line -> ofJson(line), step);
      return new Metrics(folder, List.copyOf(columns), csv, lines, EventFile.open(folder, step));
    } catch (IOException e) {
      throw RunDirectory.cannot(folder, e);
    }
  }

  /// Keeps whole lines up to a step, and appends from there.
  private static FileChannel resume(
      Path file, String header, ToLongFunction<String> stepOf, long step) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    var kept = new StringBuilder();
    int first = header.isEmpty() ? 0 : 1;
    if (first == 1) {
      kept.append(header).append('\n');
    }
    List<String> whole = before.substring(0, before.lastIndexOf('\n') + 1).lines().toList();
    if (first == 1 && !whole.isEmpty() && !whole.getFirst().equals(header)) {
      throw new DataException(
          file + ":1",
          "expected the columns "
              + header
              + ", found "
              + whole.getFirst()
              + ". Resume with the same metrics, or start a new run.");
    }
    for (int i = first; i < whole.size(); i++) {
      if (stepOf(file, i, whole.get(i), stepOf) <= step) {
        kept.append(whole.get(i)).append('\n');
      }
    }
    if (!before.contentEquals(kept)) {
      AtomicFile.writeText(file, kept.toString());
    }
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static long stepOf(Path file, int index, String line, ToLongFunction<String> stepOf) {
    try {
      return stepOf.applyAsLong(line);
    } catch (IllegalArgumentException | JsonException e) {
      throw new DataException(
          file + ":" + (index + 1),
          "expected a row of metrics with its step, got: "
              + e.getMessage()
              + " Remove the line, or start a new run.",
          e);
    }
  }

  private static long ofRow(String line) {
    int end = line.indexOf(',');
    return Long.parseLong(end < 0 ? line : line.substring(0, end));
  }

  private static long ofJson(String line) {
    if (Json.parse(line) instanceof Json.Fields fields
        && fields.get(STEP) instanceof Json.Whole(var step)) {
      return step;
    }
    throw new IllegalArgumentException("no step.");
  }

  /// Adds a row.
  ///
  /// @param values by column; columns that it lacks stay empty
  /// @throws IllegalArgumentException if there is no such column
  /// @throws DataException if it cannot be written, such as on a full disk
  public void append(long step, int epoch, SequencedMap<String, Double> values) {
    requireColumns(values);
    var row = new ArrayList<>(List.of(Long.toString(step), Integer.toString(epoch)));
    Json.Fields json = Json.object().with(STEP, step).with(EPOCH, epoch);
    var members = new LinkedHashMap<>(json.members());
    for (String column : columns) {
      Double value = values.get(column);
      row.add(value == null ? "" : spelled(value).text().replace("\"", ""));
      if (value != null) {
        members.put(column, spelled(value));
      }
    }
    try {
      write(csv, String.join(",", row));
      write(lines, new Json.Fields(members).text());
      events.scalars(step, values);
    } catch (IOException e) {
      throw new DataException(
          folder.resolve(CSV).toString(),
          "expected to add a row, got: " + e.getMessage() + ". Free space, and resume.",
          e);
    }
  }

  private static Json spelled(double value) {
    return Double.isFinite(value) ? new Json.Real(value) : new Json.Text(Double.toString(value));
  }

  /// Adds a text, which TensorBoard shows: settings, notes.
  public void text(String tag, String text) {
    try {
      events.text(0, tag, text);
    } catch (IOException e) {
      throw new DataException(
          folder.resolve(EventFile.NAME).toString(),
          "expected to add a text, got: " + e.getMessage() + ". Free space, and resume.",
          e);
    }
  }

  private void requireColumns(SequencedMap<String, Double> values) {
    for (String name : values.keySet()) {
      if (!columns.contains(name)) {
        throw new IllegalArgumentException(
            "metrics: expected some of " + columns + ", got `" + name + "`.");
      }
    }
  }

  /// One call for one line, so that a killed process leaves at most one unfinished.
  private static void write(FileChannel channel, String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() {
    try (csv;
        lines;
        events) {
      csv.force(true);
      lines.force(true);
    } catch (IOException e) {
      throw new DataException(
          folder.resolve(CSV).toString(),
          "expected to finish it, got: " + e.getMessage() + ". Free space, and resume.",
          e);
    }
  }
}
