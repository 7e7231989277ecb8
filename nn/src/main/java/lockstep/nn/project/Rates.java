package lockstep.nn.project;

import lockstep.nn.Model;
import lockstep.nn.train.RateFinder;

/// Which learning rates make progress in a project.
public final class Rates {

  private Rates() {}

  /// {@return what each rate makes of the loss, from the project's first numbers on; nothing is
  /// kept}
  ///
  /// @param finder which rates are tried
  public static RateFinder.Found find(Project project, Source source, RateFinder finder) {
    Model model =
        Model.of(
                project.network(),
                project.dtype(),
                project.example(),
                project.seed(),
                Session.threads(project.limits().threads()))
            .using(project.limits().backend());
    project.origin().ifPresent(origin -> origin.copyInto(model));
    return finder.find(model, project.recipe(), Defaults.learning(project, source.train()));
  }
}
