package lockstep.nn.project;

import lockstep.nn.json.WhenAbsent;

/// How it is learnt: what is not set follows from the data.
///
/// @param model the name of a network, or a file that lists layers (see {@link
///   lockstep.nn.notation}): what has a dot or a slash; empty to choose one
/// @param epochs how often all data is learnt from; 0 to choose
/// @param batch samples of a step; 0 to choose
/// @param rate the largest learning rate; 0 to choose
/// @param optimizer `adamw`, `adam`, `sgd`, `nesterov`, `rmsprop` or `lion`
/// @param schedule `one-cycle`, `cosine`, `warm-up` or `constant`
/// @param augment whether samples vary while learning
public record Learning(
    String model,
    int epochs,
    int batch,
    double rate,
    @WhenAbsent("\"adamw\"") String optimizer,
    @WhenAbsent("\"one-cycle\"") String schedule,
    @WhenAbsent("true") boolean augment) {

  /// Checks the numbers and the names.
  public Learning {
    if (epochs < 0 || batch < 0 || !(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "learning: expected epochs, batch and rate of 0 or more, got "
              + epochs
              + ", "
              + batch
              + " and "
              + rate
              + ".");
    }
    Networks.requireName(model);
    Recipes.requireNames(optimizer, schedule);
  }

  /// {@return all chosen for the data}
  public static Learning usual() {
    return new Learning("", 0, 0, 0, Recipes.ADAMW, Recipes.ONE_CYCLE, true);
  }

  /// {@return the same with another network, by its name or its file}
  public Learning model(String name) {
    return new Learning(name, epochs, batch, rate, optimizer, schedule, augment);
  }

  /// {@return the same with other epochs}
  public Learning epochs(int count) {
    return new Learning(model, count, batch, rate, optimizer, schedule, augment);
  }

  /// {@return the same with another batch}
  public Learning batch(int samples) {
    return new Learning(model, epochs, samples, rate, optimizer, schedule, augment);
  }

  /// {@return the same with another optimizer}
  public Learning optimizer(String name) {
    return new Learning(model, epochs, batch, rate, name, schedule, augment);
  }

  /// {@return the same with another schedule}
  public Learning schedule(String name) {
    return new Learning(model, epochs, batch, rate, optimizer, name, augment);
  }

  /// {@return the same, with samples that vary or do not}
  public Learning augment(boolean varied) {
    return new Learning(model, epochs, batch, rate, optimizer, schedule, varied);
  }

  /// {@return the same with another rate}
  public Learning rate(double largest) {
    return new Learning(model, epochs, batch, largest, optimizer, schedule, augment);
  }
}
