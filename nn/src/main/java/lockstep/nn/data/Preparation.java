package lockstep.nn.data;

import java.util.ArrayList;
import java.util.List;

/// What is done to items before a network sees them: stored with the model and applied again when
/// it predicts.
///
/// @param input the steps for what the network sees
/// @param target the steps for what it should say
public record Preparation(List<Step> input, List<Step> target) {

  /// Copies the steps.
  public Preparation {
    input = List.copyOf(input);
    target = List.copyOf(target);
  }

  /// {@return these steps for inputs, none for targets}
  public static Preparation of(Step... input) {
    return new Preparation(List.of(input), List.of());
  }

  /// {@return this preparation with these steps for targets}
  public Preparation target(Step... steps) {
    return new Preparation(input, List.of(steps));
  }

  /// {@return this preparation with one more step for inputs}
  public Preparation then(Step step) {
    var more = new ArrayList<>(input);
    more.add(step);
    return new Preparation(more, target);
  }

  /// {@return a sample as a network takes it}
  ///
  /// @throws DataException if a step refuses it, naming where the sample came from
  public Sample apply(Sample sample) {
    try {
      return new Sample(all(input, sample.input()), all(target, sample.target()), sample.origin());
    } catch (IllegalArgumentException e) {
      throw new DataException(sample.origin(), message(e), e);
    }
  }

  /// {@return an input as a network takes it}
  public Item input(Item item) {
    return all(input, item);
  }

  private static Item all(List<Step> steps, Item item) {
    Item prepared = item;
    for (Step step : steps) {
      prepared = step.apply(prepared);
    }
    return prepared;
  }

  private static String message(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }
}
