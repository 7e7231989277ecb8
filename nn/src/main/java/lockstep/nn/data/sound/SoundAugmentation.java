package lockstep.nn.data.sound;

import lockstep.nn.data.Augmentation;

/// A change of a recording, or of its features, that leaves what it says.
public sealed interface SoundAugmentation extends Augmentation
    permits Gain, NumbersNoise, SoundNoise, SpecAugment, TimeShift {}
