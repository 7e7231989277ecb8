package lockstep.nn.project;

import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// Samples whose classes are numbered as a model has them.
record Relabelled(Dataset data, List<Integer> numbers, List<String> labels) implements Dataset {

  static Dataset as(List<String> labels, Dataset data, String name) {
    if (data.labels().equals(labels)) {
      return data;
    }
    List<String> unknown = data.labels().stream().filter(each -> !labels.contains(each)).toList();
    if (!unknown.isEmpty() || data.labels().isEmpty()) {
      throw new DataException(
          name,
          "expected the model's "
              + Source.classes(labels)
              + ", found "
              + (unknown.isEmpty() ? "no classes" : String.join(", ", unknown))
              + ". Leave them out, or train with them.");
    }
    return new Relabelled(data, data.labels().stream().map(labels::indexOf).toList(), labels);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Sample get(int index) {
    Sample sample = data.get(index);
    return new Sample(sample.input(), numbered(sample.target()), sample.origin());
  }

  @Override
  public Item target(int index) {
    return numbered(data.target(index));
  }

  private Item numbered(Item target) {
    return target instanceof Tokens tokens && tokens.values().length == 1
        ? Tokens.one(numbers.get(tokens.values()[0]))
        : target;
  }
}
