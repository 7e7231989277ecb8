package lockstep.nn.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lockstep.nn.runs.History;
import lockstep.nn.runs.Standing;

/// The course of a training as charts: loss, the figure that says most, learning rate.
///
/// @param history what was written
/// @param main the figure that says most, as history calls it; empty for none beside the loss
/// @param epochs how many there are to be; 0 where that is not known
/// @param bestStep the steps after which the model was best; 0 where that is not known
/// @param standing where it is between two judgements, with the loss of steps
public record Curves(History history, String main, int epochs, long bestStep, Standing standing) {

  private static final String TRAINED = "trained_loss";
  private static final String LOSS = "loss";
  private static final String RATE = "learning_rate";

  /// {@return the figure that says most of those that were written}
  public static String main(History history) {
    List<String> columns = history.columns();
    return List.of("accuracy", "perplexity", "rmse").stream()
        .filter(columns::contains)
        .findFirst()
        .orElse("");
  }

  /// {@return the charts that there are numbers for}
  public List<Chart> charts() {
    var charts = new ArrayList<Chart>();
    if (history.rows().isEmpty() && standing.losses().isEmpty()) {
      return charts;
    }
    Chart loss = chart("Loss", Axis.Scale.TENFOLD);
    if (!standing.losses().isEmpty()) {
      loss = loss.with(steps());
    }
    if (!history.rows().isEmpty()) {
      loss =
          loss.with(line("learnt from", TRAINED, Mark.Stroke.WHOLE))
              .with(line("chosen by", LOSS, Mark.Stroke.DASHED));
    }
    charts.add(best(loss, LOSS));
    if (history.rows().isEmpty()) {
      return charts;
    }
    if (!main.isEmpty()) {
      Axis.Scale scale = Numerals.isShare(main) ? Axis.Scale.SHARES : Axis.Scale.NUMBERS;
      String title = Numerals.capital(Numerals.name(main));
      charts.add(best(chart(title, scale).with(line("", main, Mark.Stroke.WHOLE)), main));
    }
    if (history.columns().contains(RATE)) {
      charts.add(
          chart("Learning rate", Axis.Scale.NUMBERS).with(line("", RATE, Mark.Stroke.WHOLE)));
    }
    return charts;
  }

  /// {@return the row of the best model, if it is known}
  public Optional<History.Row> best() {
    return history.rows().stream().filter(row -> row.step() == bestStep).findFirst();
  }

  private Chart chart(String title, Axis.Scale scale) {
    double first = standing.losses().isEmpty() ? 1 : 0;
    Axis across =
        byEpoch()
            ? new Axis("epoch", first, epochs > first ? epochs : Double.NaN, Axis.Scale.WHOLE)
            : new Axis("step", Axis.Scale.WHOLE);
    return Chart.of(title, across, new Axis("", scale));
  }

  /// Each epoch has one row, unless it is judged oftener.
  private boolean byEpoch() {
    return history.rows().stream().map(History.Row::epoch).distinct().count()
        == history.rows().size();
  }

  /// In files the first epoch is 0.
  private double x(History.Row row) {
    return byEpoch() ? row.epoch() + 1 : row.step();
  }

  /// The loss of single steps, or of a few together.
  private Mark.Line steps() {
    double epoch = byEpoch() ? Math.max(1, standing.batches()) : 1;
    List<Double> losses = standing.losses();
    List<Mark.Point> points =
        IntStream.range(0, losses.size())
            .mapToObj(i -> {
              double step = Math.min((double) standing.step(), (i + 0.5) * standing.each());
              return new Mark.Point(step / epoch, losses.get(i), "");
            })
            .toList();
    return new Mark.Line("steps", points, Mark.Stroke.FAINT);
  }

  private Mark.Line line(String name, String column, Mark.Stroke stroke) {
    List<Mark.Point> points =
        history.rows().stream()
            .sorted(Comparator.comparingLong(History.Row::step))
            .filter(row -> row.value(column).isPresent())
            .map(row -> point(row, name.isEmpty() ? column : name, column))
            .toList();
    return new Mark.Line(name, points, stroke);
  }

  private Mark.Point point(History.Row row, String name, String column) {
    ToDoubleFunction<String> value = each -> row.value(each).orElse(Double.NaN);
    double y = value.applyAsDouble(column);
    String place = byEpoch() ? "epoch " + (row.epoch() + 1) : "step " + Numerals.count(row.step());
    return new Mark.Point(
        x(row), y, place + ", " + name.replace('_', ' ') + ": " + Numerals.figure(column, y));
  }

  private Chart best(Chart chart, String column) {
    if (history.rows().size() < 2) {
      return chart;
    }
    return best()
        .flatMap(row -> {
          OptionalDouble value = row.value(column);
          return value.isPresent()
              ? Optional.of(new Mark.Point(x(row), value.getAsDouble(), ""))
              : Optional.<Mark.Point>empty();
        })
        .map(point -> chart.with(new Mark.Ring(point, "best")))
        .orElse(chart);
  }
}
