package lockstep.nn.results;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;

/// The first samples of a data set: enough to see while it runs whether it learns.
record Part(Dataset whole, int size) implements Dataset {

  @Override
  public Sample get(int index) {
    return whole.get(index);
  }

  @Override
  public List<String> labels() {
    return whole.labels();
  }
}
