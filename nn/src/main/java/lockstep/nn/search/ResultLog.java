package lockstep.nn.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;

/// Results in a file, a line each.
final class ResultLog {

  private final Path file;
  private final List<Result> results;

  private ResultLog(Path file, List<Result> results) {
    this.file = file;
    this.results = results;
  }

  /// Reads what is there. A line that a killed writer left unfinished is cut off.
  static ResultLog open(Path file, List<Trial> all) {
    var results = new ArrayList<Result>();
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.exists(file)) {
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        int number = 0;
        for (String line : whole.lines().toList()) {
          number++;
          results.add(result(file + ":" + number, line, all));
        }
        if (whole.length() < text.length()) {
          Files.writeString(file, whole);
        }
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
    return new ResultLog(file, results);
  }

  private static Result result(String place, String line, List<Trial> all) {
    try {
      if (Json.parse(line) instanceof Json.Fields fields
          && fields.get("trial") instanceof Json.Whole(var number)
          && fields.get("budget") instanceof Json.Whole(var budget)) {
        if (number >= 0 && number < all.size()) {
          Trial trial = all.get((int) number);
          if (trial.values().text().equals(fields.get("values").text())) {
            double figure =
                fields.get("figure") instanceof Json.Real(var value)
                    ? value
                    : fields.get("figure") instanceof Json.Whole(var value) ? value : Double.NaN;
            return new Result(trial, (int) budget, figure);
          }
        }
        throw new DataException(
            place,
            "expected a result of this search, got trial "
                + number
                + " with other values. Use another file for another search.");
      }
    } catch (JsonException | IllegalArgumentException e) {
      throw new DataException(
          place, "expected a result, got: " + e.getMessage() + ". Remove the line.", e);
    }
    throw new DataException(place, "expected a result, got other JSON. Remove the line.");
  }

  List<Result> results() {
    return results;
  }

  void append(Result result) {
    String line =
        Json.object()
                .with("trial", result.trial().number())
                .with("budget", result.budget())
                .with("figure", result.figure())
                .with("values", result.trial().values())
                .text()
            + "\n";
    try {
      Files.write(
          file,
          line.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static DataException unusable(Path file, IOException e) {
    return new DataException(
        file.toString(), "expected a file that can be written, got: " + e.getMessage() + ".", e);
  }
}
