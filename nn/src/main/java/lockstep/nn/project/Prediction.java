package lockstep.nn.project;

import java.util.List;

/// What a model says of one input.
///
/// @param input the file or the text
/// @param choices the most likely classes or characters first; none where it says numbers
/// @param numbers what it says where it says numbers, in the units of the data
public record Prediction(String input, List<Choice> choices, List<Double> numbers) {

  /// Something that it may be.
  ///
  /// @param label its name
  /// @param probability how likely the model finds it
  public record Choice(String label, double probability) {}

  /// Copies the lists.
  public Prediction {
    choices = List.copyOf(choices);
    numbers = List.copyOf(numbers);
  }
}
