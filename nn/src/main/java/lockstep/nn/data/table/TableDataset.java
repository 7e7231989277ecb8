package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Text;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.file.Quoted;

/// The rows of a table: a sample's input is a row without the target, its target the target's text.
///
/// Columns are found by name where both the table and the schema's have a header, in any order and
/// among others; else by place.
public final class TableDataset implements Dataset {

  private static final int ABSENT = -1;

  private final Csv table;
  private final Schema schema;
  private final int[] inputs;
  private final int target;
  private final boolean[] unsure;

  /// The rows of a table that has all columns of a schema.
  ///
  /// @throws DataException if it lacks one
  public TableDataset(Csv table, Schema schema) {
    this(table, schema, true);
  }

  private TableDataset(Csv table, Schema schema, boolean labelled) {
    this.table = table;
    this.schema = schema;
    int[] places = places(table, schema, labelled);
    this.target = places[schema.target()];
    this.inputs =
        IntStream.range(0, places.length)
            .filter(i -> i != schema.target())
            .map(i -> places[i])
            .toArray();
    this.unsure = new boolean[table.names().size()];
    for (int i = 0; i < places.length; i++) {
      boolean commas =
          schema.columns().get(i) instanceof Column.Quantity number
              && number.mark() == DecimalMark.COMMA;
      if (commas && places[i] != ABSENT) {
        unsure[places[i]] = table.doubt(places[i]).isPresent();
      }
    }
  }

  /// {@return the rows of a table that may lack the target: a sample's target is then empty}
  public static TableDataset unlabelled(Csv table, Schema schema) {
    return new TableDataset(table, schema, false);
  }

  private static int[] places(Csv table, Schema schema, boolean labelled) {
    List<String> found = table.names();
    List<String> wanted = schema.columns().stream().map(Column::name).toList();
    int[] byName = wanted.stream().mapToInt(found::indexOf).toArray();
    boolean someKnown = IntStream.of(byName).anyMatch(place -> place != ABSENT);
    if (table.headed() && someKnown) {
      var lacking = new ArrayList<String>();
      for (int i = 0; i < byName.length; i++) {
        boolean needed = i == schema.target() ? labelled : schema.columns().get(i).width() > 0;
        if (byName[i] == ABSENT && needed) {
          lacking.add(wanted.get(i));
        }
      }
      if (!lacking.isEmpty()) {
        throw new DataException(
            table.name(), "expected the columns " + lacking + ", found only " + found + ".");
      }
      return byName;
    }
    if (found.size() == wanted.size()) {
      return IntStream.range(0, wanted.size()).toArray();
    }
    if (!labelled && found.size() == wanted.size() - 1) {
      return IntStream.range(0, wanted.size())
          .map(i -> i == schema.target() ? ABSENT : i < schema.target() ? i : i - 1)
          .toArray();
    }
    throw new DataException(
        table.name(),
        "expected " + wanted.size() + " columns, as in training, found " + found.size() + ".");
  }

  /// {@return what the columns are}
  public Schema schema() {
    return schema;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public Sample get(int index) {
    List<String> cells = table.row(index).cells();
    var row = new Row(IntStream.of(inputs).mapToObj(place -> at(cells, place, index)).toList());
    return new Sample(row, new Text(at(cells, target, index)), table.origin(index));
  }

  @Override
  public Item target(int index) {
    return new Text(target == ABSENT ? "" : table.cell(index, target));
  }

  @Override
  public List<String> labels() {
    return schema.labels();
  }

  /// A point in a column that had decimal commas in training, in a file that has such, too, stands
  /// before thousands as well as before a fraction.
  private String at(List<String> cells, int place, int index) {
    if (place == ABSENT) {
      return "";
    }
    String cell = cells.get(place);
    if (unsure[place] && cell.indexOf('.') >= 0) {
      throw new DataException(
          table.origin(index),
          "column '"
              + table.names().get(place)
              + "': expected a number with a decimal comma, as in training, found "
              + Quoted.of(cell)
              + ". Write it so.");
    }
    return cell;
  }
}
