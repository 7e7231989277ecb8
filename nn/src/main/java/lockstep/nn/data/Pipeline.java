package lockstep.nn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A preparation with augmentations at their places: each after the last step that leaves its kind
/// of item.
final class Pipeline {

  /// What is done to inputs: chance or no chance.
  private sealed interface Stage {
    record Prepare(Step step) implements Stage {}

    record Augment(Augmentation augmentation) implements Stage {}
  }

  private final List<Step> first;
  private final List<Stage> rest;
  private final List<Step> target;

  private Pipeline(List<Stage> stages, List<Step> target) {
    this.target = target;
    var certain = new ArrayList<Step>();
    while (certain.size() < stages.size()
        && stages.get(certain.size()) instanceof Stage.Prepare(var step)) {
      certain.add(step);
    }
    first = List.copyOf(certain);
    rest = List.copyOf(stages.subList(first.size(), stages.size()));
  }

  /// Finds the places by looking at what a sample becomes.
  ///
  /// @throws DataException if an augmentation's kind of item never occurs
  static Pipeline of(Preparation preparation, List<Augmentation> augmentations, Sample example) {
    var forms = new ArrayList<Item>();
    forms.add(example.input());
    for (Step step : preparation.input()) {
      forms.add(guarded(example, () -> step.apply(forms.getLast())));
    }
    var stages = new ArrayList<Stage>();
    for (int i = 0; i < forms.size(); i++) {
      if (i > 0) {
        stages.add(new Stage.Prepare(preparation.input().get(i - 1)));
      }
      for (Augmentation each : augmentations) {
        if (lastOf(each, forms, example) == i) {
          stages.add(new Stage.Augment(each));
        }
      }
    }
    return new Pipeline(stages, preparation.target());
  }

  private static int lastOf(Augmentation augmentation, List<Item> forms, Sample example) {
    for (int i = forms.size() - 1; i >= 0; i--) {
      if (augmentation.kind().isInstance(forms.get(i))) {
        return i;
      }
    }
    throw new DataException(
        example.origin(),
        augmentation.getClass().getSimpleName()
            + " changes items of the kind "
            + augmentation.kind().getSimpleName()
            + ", but preparation makes only "
            + forms.stream().map(Item::describe).toList()
            + ". Leave it out.");
  }

  /// What knows no chance, so that it can be kept.
  Sample begin(Sample sample) {
    return guarded(
        sample,
        () -> {
          Item input = sample.input();
          for (Step step : first) {
            input = step.apply(input);
          }
          Item said = sample.target();
          for (Step step : target) {
            said = step.apply(said);
          }
          return new Sample(input, said, sample.origin());
        });
  }

  /// The rest.
  Sample finish(Sample begun, Draw draw) {
    if (rest.isEmpty()) {
      return begun;
    }
    return guarded(
        begun,
        () -> {
          Item input = begun.input();
          for (Stage stage : rest) {
            input = through(stage, input, draw);
          }
          return new Sample(input, begun.target(), begun.origin());
        });
  }

  private static Item through(Stage stage, Item input, Draw draw) {
    return switch (stage) {
      case Stage.Prepare(var step) -> step.apply(input);
      case Stage.Augment(var augmentation) -> augmentation.apply(input, draw);
    };
  }

  /// All that an input becomes, one after the other.
  List<Item> forms(Sample sample, Draw draw) {
    return guarded(
        sample,
        () -> {
          var forms = new ArrayList<Item>();
          forms.add(sample.input());
          for (Step step : first) {
            forms.add(step.apply(forms.getLast()));
          }
          for (Stage stage : rest) {
            forms.add(through(stage, forms.getLast(), draw));
          }
          return forms;
        });
  }

  /// What a step refuses is said with the place that the sample came from.
  private static <T> T guarded(Sample sample, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new DataException(sample.origin(), String.valueOf(e.getMessage()), e);
    }
  }
}
