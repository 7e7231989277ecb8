package lockstep.nn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Text;
import lockstep.nn.data.table.Column;
import lockstep.nn.data.table.Schema;
import lockstep.nn.project.Source;

/// What the columns of a table are like.
final class TableFacts {

  private final Schema schema;
  private final int[] inputs;
  private final List<ColumnSurvey> columns;
  private int rows;

  TableFacts(Source source) {
    schema = source.purpose().details().schema();
    columns = schema.columns().stream().map(column -> new ColumnSurvey(column.name())).toList();
    inputs =
        IntStream.range(0, schema.columns().size()).filter(i -> i != schema.target()).toArray();
  }

  void look(Sample sample) {
    if (sample.input() instanceof Row(var cells) && sample.target() instanceof Text(var target)) {
      rows++;
      for (int i = 0; i < inputs.length; i++) {
        columns.get(inputs[i]).add(cells.get(i), target);
      }
      columns.get(schema.target()).add(target, target);
    }
  }

  Facts facts() {
    var facts = new ArrayList<ColumnFacts>();
    var findings = new ArrayList<Finding>();
    var gaps = new ArrayList<String>();
    boolean classes = schema.targetColumn() instanceof Column.Category;
    for (int i = 0; i < columns.size(); i++) {
      ColumnFacts.Kind kind = kind(i);
      ColumnFacts column = columns.get(i).facts(kind);
      facts.add(column);
      switch (kind) {
        case NUMBER, CATEGORY -> {
          look(column, columns.get(i), classes).forEach(findings::add);
          if (column.missing() > 0) {
            gaps.add(column.name() + " (" + Words.count(column.missing()) + ")");
          }
        }
        case TARGET -> columns.get(i).outlier().ifPresent(findings::add);
        case LEFT_OUT -> {
          // The notes of the source say why.
        }
      }
    }
    if (!gaps.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.NOTE,
              "Values are missing in " + Words.count(gaps.size(), "column") + ".",
              "Nothing has to be done: of numbers the mean is taken, of categories it is one more.",
              gaps));
    }
    return new Facts(List.of(), facts, findings);
  }

  private ColumnFacts.Kind kind(int column) {
    if (column == schema.target()) {
      return ColumnFacts.Kind.TARGET;
    }
    return switch (schema.columns().get(column)) {
      case Column.Quantity _ -> ColumnFacts.Kind.NUMBER;
      case Column.Category _ -> ColumnFacts.Kind.CATEGORY;
      case Column.Ignored _ -> ColumnFacts.Kind.LEFT_OUT;
    };
  }

  private List<Finding> look(ColumnFacts column, ColumnSurvey survey, boolean classes) {
    var findings = new ArrayList<Finding>();
    if (column.different() <= 1 && column.missing() == 0) {
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              Words.column(column.name()) + " has the same value in all rows: it teaches nothing.",
              "Remove it, or look why."));
    } else if (column.missing() > rows / 2) {
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              Words.column(column.name())
                  + " is missing in "
                  + Words.share(column.missing(), rows)
                  + " of the rows.",
              "Find its values, or remove it."));
    }
    if (survey.tellsTarget(classes)) {
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              Words.column(column.name())
                  + " tells "
                  + schema.targetColumn().name()
                  + " in every row.",
              "Remove it, if it would not be known when the model is used."));
    }
    survey.outlier().ifPresent(findings::add);
    return findings;
  }
}
