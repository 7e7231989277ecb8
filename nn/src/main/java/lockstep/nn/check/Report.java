package lockstep.nn.check;

import java.util.List;
import lockstep.nn.json.Json;

/// What is in a data set, part by part, and what a person should look at before training.
///
/// @param sentence what it is and what the task is
/// @param notes what was done to it
/// @param parts how many samples there are to learn from, to choose the best weights by, and held
///   out
/// @param classes how many of each class; none where there are no classes
/// @param facts what its samples are like
/// @param columns what each column of a table is like; none where it is no table
/// @param findings what to look at, the worst first
public record Report(
    String sentence,
    List<String> notes,
    List<Integer> parts,
    List<ClassCount> classes,
    List<Fact> facts,
    List<ColumnFacts> columns,
    List<Finding> findings) {

  /// Copies the lists.
  public Report {
    notes = List.copyOf(notes);
    parts = List.copyOf(parts);
    classes = List.copyOf(classes);
    facts = List.copyOf(facts);
    columns = List.copyOf(columns);
    findings = List.copyOf(findings);
  }

  /// {@return whether a network can be trained on it}
  public boolean isTrainable() {
    return findings.stream().noneMatch(each -> each.weight() == Finding.Weight.STOP);
  }

  /// {@return it as an object}
  public Json.Fields json() {
    Json.Fields told = Json.object();
    for (Fact fact : facts) {
      told = told.with(fact.name(), fact.text());
    }
    return Json.object()
        .with("trainable", isTrainable())
        .with("text", sentence)
        .with("notes", Json.texts(notes))
        .with("train", parts.get(0))
        .with("validation", parts.get(1))
        .with("test", parts.get(2))
        .with("classes", new Json.Items(classes.stream().<Json>map(ClassCount::json).toList()))
        .with("facts", told)
        .with("columns", new Json.Items(columns.stream().<Json>map(ColumnFacts::json).toList()))
        .with("findings", new Json.Items(findings.stream().<Json>map(Finding::json).toList()));
  }
}
