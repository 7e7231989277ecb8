package lockstep.nn.project;

import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.table.Schema;
import lockstep.nn.data.table.StandardiseColumns;
import lockstep.nn.data.text.CharacterVocabulary;
import lockstep.nn.json.WhenAbsent;

/// What is known of data beside its samples, and needed to read more of it.
public sealed interface Details {

  /// Nothing.
  record Plain() implements Details {}

  /// What the columns of a table are.
  ///
  /// @param schema what they are
  record Table(Schema schema) implements Details {}

  /// The characters of a text.
  ///
  /// @param vocabulary their numbers
  /// @param block how many a network sees
  record Characters(CharacterVocabulary vocabulary, int block) implements Details {}

  /// The column of a series.
  ///
  /// @param column its name
  /// @param standardise its mean and deviation
  /// @param history steps that a network sees
  /// @param horizon steps that it says
  /// @param mark how the training data spelled its numbers
  record Windows(
      String column,
      StandardiseColumns standardise,
      int history,
      int horizon,
      @WhenAbsent("\"POINT\"") DecimalMark mark)
      implements Details {}

  /// {@return the schema of a table}
  ///
  /// @throws IllegalStateException if it is none
  default Schema schema() {
    if (this instanceof Table(var schema)) {
      return schema;
    }
    throw new IllegalStateException("expected a table, got " + getClass().getSimpleName());
  }
}
