package lockstep.nn.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Sample;
import lockstep.nn.data.SharedData;
import lockstep.nn.data.file.Csv;
import org.junit.jupiter.api.Test;

/// Tables that people really have.
class SharedTablesTest {

  private static Csv read(String name) {
    return Csv.read(SharedData.of(name));
  }

  /// Counts classes, and sees that inputs have the mean 0 and no NaN.
  private static int[] classes(Csv table, Schema schema) {
    Dataset data = new TableDataset(table, schema);
    Preparation preparation =
        Preparation.of(new EncodeRow(schema)).target(new EncodeTarget(schema, true));
    int[] classes = new int[schema.labels().size()];
    double sum = 0;
    for (int i = 0; i < data.size(); i++) {
      Sample sample = preparation.apply(data.get(i));
      float[] numbers = ((Numbers) sample.input()).values();
      assertThat(numbers).hasSize(schema.width());
      sum += numbers[0];
      classes[Tables.token(sample.target())]++;
    }
    assertThat(sum / data.size()).isCloseTo(0, offset(1e-5));
    return classes;
  }

  @Test
  void breast_cancer() {
    Csv table = read("tabular/breastcancer.csv");
    Schema schema = Schema.infer(table, "diagnosis");
    assertThat(table.size()).isEqualTo(569);
    assertThat(schema.width()).isEqualTo(30);
    assertThat(schema.columns().getFirst()).isInstanceOf(Column.Ignored.class);
    assertThat(schema.labels()).containsExactly("B", "M");
    assertThat(classes(table, schema)).containsExactly(357, 212);
  }

  @Test
  void iris_has_no_header() {
    Csv table = read("tabular/iris.csv");
    Schema schema = Schema.infer(table);
    assertThat(table.headed()).isFalse();
    assertThat(schema.labels()).containsExactly("Iris-setosa", "Iris-versicolor", "Iris-virginica");
    assertThat(schema.features()).containsExactly("column 1", "column 2", "column 3", "column 4");
    assertThat(classes(table, schema)).containsExactly(50, 50, 50);
    assertThat(TableReport.of(table, schema).duplicates()).hasSize(3);
  }

  @Test
  void wine() {
    Csv table = read("tabular/wine.csv");
    Schema schema = Schema.infer(table);
    assertThat(schema.width()).isEqualTo(13);
    assertThat(schema.labels()).containsExactly("1", "2", "3");
    assertThat(classes(table, schema)).containsExactly(59, 71, 48);
  }

  @Test
  void wine_quality_is_a_class_or_a_number_as_asked() {
    Csv table = read("tabular/winequality-white.csv");
    Schema classes = Schema.infer(table);
    assertThat(classes(table, classes)).containsExactly(20, 163, 1457, 2198, 880, 175, 5);
    Schema number = Schema.infer(table, 11, TargetKind.NUMBER);
    var encode = new EncodeTarget(number, true);
    var data = new TableDataset(table, number);
    float quality = Tables.numbers(encode.apply(data.target(0)))[0];
    assertThat(encode.restored(quality)).isCloseTo(6, offset(1e-6));
    assertThat(TableReport.of(table, number).duplicates()).hasSize(937);
  }

  @Test
  void penguins_have_missing_values() {
    Csv table = read("tabular/penguins.csv");
    Schema schema = Schema.infer(table, "species");
    assertThat(schema.labels()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    assertThat(schema.features())
        .containsExactly(
            "island=Biscoe",
            "island=Dream",
            "island=Torgersen",
            "bill_length_mm",
            "bill_depth_mm",
            "flipper_length_mm",
            "body_mass_g",
            "sex=FEMALE",
            "sex=MALE",
            "sex missing");
    var bill = (Column.Quantity) schema.columns().get(2);
    assertThat(bill.mean()).isCloseTo(43.92192982456142, offset(1e-9));
    assertThat(bill.deviation()).isCloseTo(5.451596023161821, offset(1e-9));
    TableReport report = TableReport.of(table, schema);
    assertThat(report.missing()).containsExactly(0, 0, 2, 2, 2, 2, 11);
    assertThat(report.classes()).containsExactly(152, 68, 124);
    var data = new TableDataset(table, schema);
    float[] unknown = Tables.numbers(new EncodeRow(schema).apply(data.get(3).input()));
    assertThat(unknown).containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void optdigits_keep_the_schema_of_training() {
    Csv train = read("images/optdigits/optdigits.tra");
    Csv test = read("images/optdigits/optdigits.tes");
    Schema schema = Schema.infer(train);
    assertThat(schema.width()).isEqualTo(64);
    assertThat(classes(train, schema))
        .containsExactly(376, 389, 380, 389, 387, 376, 377, 387, 380, 382);
    var data = new TableDataset(test, schema);
    assertThat(data.size()).isEqualTo(1797);
    var encode = new EncodeRow(schema);
    for (int i = 0; i < data.size(); i++) {
      assertThat(Tables.numbers(encode.apply(data.get(i).input()))).doesNotContain(Float.NaN);
    }
  }

  @Test
  void hourly_temperatures_split_as_in_the_literature() {
    Series series = Series.of(read("timeseries/ETTh1.csv"), "OT");
    assertThat(series.rows()).isEqualTo(17_420);
    var train = new SeriesWindows(series, 0, 0, 8640, 168, 24);
    var validation = new SeriesWindows(series, 0, 8640, 11_520, 168, 24);
    var test = new SeriesWindows(series, 0, 11_520, 14_400, 168, 24);
    assertThat(List.of(train.size(), validation.size(), test.size()))
        .containsExactly(8449, 2857, 2857);
    StandardiseColumns standardise = StandardiseColumns.fit(series, 0, 8640);
    assertThat(standardise.means().getFirst()).isCloseTo(17.1282616982271, offset(1e-5));
    Preparation preparation = Preparation.of(standardise).target(standardise.only(0));
    double squares = 0;
    for (int i = 0; i < test.size(); i++) {
      Sample sample = preparation.apply(test.get(i));
      float last = Tables.numbers(sample.input())[167];
      for (float said : Tables.numbers(sample.target())) {
        squares += (said - last) * (said - last);
      }
    }
    // What the project's issue says of repeating the last value.
    assertThat(squares / (24.0 * test.size())).isCloseTo(0.0343, offset(5e-5));
  }

  @Test
  void all_numeric_columns_make_a_series_of_many() {
    Series series = Series.of(read("timeseries/ETTh1.csv"));
    assertThat(series.columns())
        .containsExactly("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT");
    var windows = new SeriesWindows(series, 6, 0, 8640, 96, 24);
    Sample sample = windows.get(0);
    assertThat(sample.input().describe()).isEqualTo("numbers [96, 7]");
    assertThat(Tables.numbers(sample.target())[0]).isEqualTo(series.at(96, 6));
    assertThat(Arrays.copyOf(Tables.numbers(sample.input()), 2)).containsExactly(5.827f, 2.009f);
  }
}
