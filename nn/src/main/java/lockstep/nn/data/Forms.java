package lockstep.nn.data;

import java.util.List;
import java.util.Optional;

/// The forms that an input takes on its way to a network: the first as it was read, the last as the
/// network sees it.
///
/// {@snippet :
/// Forms forms = Forms.of(preparation, augmentations, sample, new Draw(seed, epoch, index));
/// Optional<Image> varied = forms.last(Image.class);
/// }
///
/// @param items the forms, in their order
public record Forms(List<Item> items) {

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if there is none
  public Forms {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("forms: expected one or more, got none.");
    }
  }

  /// {@return the forms of a sample that does not vary}
  ///
  /// @throws DataException if a step refuses it, naming where the sample came from
  public static Forms of(Preparation preparation, Sample sample) {
    return of(preparation, List.of(), sample, new Draw(0, 0, 0));
  }

  /// {@return the forms of a sample in an epoch of training}
  ///
  /// @param draw that of the seed, the epoch and the sample's place in what is learnt from
  /// @throws DataException if a step refuses it, naming where the sample came from
  public static Forms of(
      Preparation preparation, List<Augmentation> augmentations, Sample sample, Draw draw) {
    return new Forms(Pipeline.of(preparation, augmentations, sample).forms(sample, draw));
  }

  /// {@return what the network sees}
  public Item seen() {
    return items.getLast();
  }

  /// {@return the last form of a kind}
  public <T extends Item> Optional<T> last(Class<T> kind) {
    return items.reversed().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
