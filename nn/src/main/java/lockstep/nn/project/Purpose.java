package lockstep.nn.project;

import java.util.List;
import lockstep.nn.data.table.Column;
import lockstep.nn.json.Json;
import lockstep.nn.json.RecordJson;
import lockstep.nn.store.KnownRecords;
import lockstep.nn.train.Task;

/// What a model is for: stored in its file, so that it can be judged and used again.
///
/// @param data which data it learnt from, all found out
/// @param details what is known of it
public record Purpose(Wanted data, Details details) {

  private static final RecordJson RECORDS =
      KnownRecords.json(List.of(Project.class, Purpose.class, Wanted.class, Details.class));

  /// How this package's records are stored.
  static RecordJson records() {
    return RECORDS;
  }

  /// {@return how answers are judged}
  ///
  /// @param labels the names of the classes
  public Task task(List<String> labels) {
    return switch (data.task()) {
      case CLASSIFICATION -> new Task.Classify(labels);
      case LANGUAGE_MODEL -> new Task.ContinueText(-1);
      case RECONSTRUCTION, DETECT -> new Task.Regress();
      case REGRESSION, FORECASTING ->
          switch (details) {
            case Details.Windows(_, var step, _, _, _) ->
                new Task.Regress(step.means().getFirst(), step.deviations().getFirst());
            case Details.Table(var schema)
                when schema.targetColumn() instanceof Column.Quantity number ->
                new Task.Regress(number.mean(), number.deviation());
            case Details.Table _, Details.Plain _, Details.Characters _ -> new Task.Regress();
          };
    };
  }

  String text() {
    return RECORDS.write(this).text();
  }

  static Purpose of(String text) {
    return RECORDS.read(Purpose.class, Json.parse(text));
  }
}
