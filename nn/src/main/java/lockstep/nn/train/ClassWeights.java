package lockstep.nn.train;

import lockstep.nn.data.Dataset;
import lockstep.nn.data.Step;
import lockstep.nn.data.Tokens;

/// How much samples of each class count, where classes are of different sizes.
public final class ClassWeights {

  private ClassWeights() {}

  /// {@return weights by which all classes count the same, 1 on the average of samples; a class
  /// without samples has 1}: `new CrossEntropy().weighted(ClassWeights.balanced(train))`
  ///
  /// @param data the part that is learnt from; its targets are classes
  public static float[] balanced(Dataset data) {
    var counts = new int[data.labels().size()];
    for (int i = 0; i < data.size(); i++) {
      counts[Step.expect(Tokens.class, data.target(i), "ClassWeights").values()[0]]++;
    }
    int present = 0;
    for (int count : counts) {
      present += count > 0 ? 1 : 0;
    }
    var weights = new float[counts.length];
    for (int c = 0; c < counts.length; c++) {
      weights[c] = counts[c] == 0 ? 1 : (float) data.size() / (present * counts[c]);
    }
    return weights;
  }
}
