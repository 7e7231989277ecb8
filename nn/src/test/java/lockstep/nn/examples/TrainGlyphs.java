package lockstep.nn.examples;

import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Subset;
import lockstep.nn.data.embedded.Glyphs;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Sequential;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.Shape;
import lockstep.nn.train.Course;
import lockstep.nn.train.Event;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Task;
import lockstep.nn.train.Trainer;

public final class TrainGlyphs {

  public static void main(String[] args) {
    var preparation = Preparation.of(new ImageStep.ToNumbers(1 / 255f));
    List<Subset> parts = Splits.stratified(Glyphs.train(1), 1, 0.9, 0.1);
    var train = new Loader(parts.get(0), preparation, Loading.toLearn(64, 1));
    var validation = new Loader(parts.get(1), preparation, Loading.toJudge(200));
    var network =
        Sequential.of(
            new Conv2d(16, 3),
            Function.relu(),
            new MaxPool2d(2),
            new Conv2d(32, 3),
            Function.relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Dense(10));
    var model = Model.of(network, Shape.of(28, 28, 1), 42);
    var task = new Task.Classify(parts.get(0).labels());
    new Trainer(model, Recipe.of(task.loss(), Optimizer.adam(0.003)), task)
        .on(event -> {
          if (event instanceof Event.Judged judged) System.out.println(judged.figures());
        })
        .fit(train, validation, Course.epochs(2));
    var test = new Loader(Glyphs.test(1), preparation, Loading.toJudge(200));
    new Judge(task)
        .of(model, test)
        .metric()
        .scores()
        .forEach(score -> System.out.println(score.text()));
  }
}
