package lockstep.nn.results;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Splits;

/// What is learnt from, and what is held out.
///
/// With `-Dlockstep.results.fold=1` to `5` a fifth of the training part stands for the test part,
/// which is not looked at then: so settings are chosen.
record Held(Dataset train, Dataset test) {

  private static final int FOLDS = 5;

  static Held of(Dataset train, Dataset test) {
    int fold = Integer.getInteger("lockstep.results.fold", 0);
    if (fold == 0) {
      return new Held(train, test);
    }
    List<Splits.Fold> folds = Splits.stratifiedFolds(train, FOLDS, 1);
    return new Held(folds.get(fold - 1).train(), folds.get(fold - 1).test());
  }
}
