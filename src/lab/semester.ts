/** One stop of the semester: the notebook, what the report tried and what it saw. */
export interface Stop {
  readonly iteration: string;
  /** File below `notebooks/`. */
  readonly notebook: string;
  readonly tried: string;
  /** In the report's words where they are quoted. */
  readonly saw: string;
}

/** The report's ten iterations in its own order, and its third goal. */
export const semester: readonly Stop[] = [
  {
    iteration: "gan128MNIST",
    notebook: "01-gan128MNIST.ipynb",
    tried: "digits, after Mohr's tutorial",
    saw: "“convincing outputs are possible”",
  },
  {
    iteration: "gan128Paintings",
    notebook: "02-gan128Paintings.ipynb",
    tried: "WikiArt in colour",
    saw: "“random noise”",
  },
  {
    iteration: "gan256Impres",
    notebook: "03-gan256Impres.ipynb",
    tried: "256 px; G learns twice as fast",
    saw: "“similar splotches and patterns”",
  },
  {
    iteration: "ganChuck256",
    notebook: "04-ganChuck256.ipynb",
    tried: "one artist, more dropout",
    saw: "“high-contrast randomness”",
  },
  {
    iteration: "gan512",
    notebook: "05-gan512.ipynb",
    tried: "512 px",
    saw: "“untrainable on my personal computer”",
  },
  {
    iteration: "kerasGAN",
    notebook: "06-kerasGAN.ipynb",
    tried: "the same in Keras",
    saw: "“randomly transformed noise”",
  },
  {
    iteration: "kerasGANv2",
    notebook: "07-kerasGANv2.ipynb",
    tried: "simpler: dense, 50 px",
    saw: "“did not produce high quality outputs”",
  },
  {
    iteration: "kerasGANv3",
    notebook: "08-kerasGANv3.ipynb",
    tried: "dogs at 40 px, 49,000 steps",
    saw: "“low quality random noise”",
  },
  {
    iteration: "kerasGANv4",
    notebook: "09-kerasGANv4.ipynb",
    tried: "dogs at 250 px",
    saw: "“not able to visually determine”",
  },
  {
    iteration: "kerasGANv5",
    notebook: "10-kerasGANv5.ipynb",
    tried: "Barrat's network, converted",
    saw: "memory “nearly 100%”, no picture",
  },
  {
    iteration: "kerasGANv5At256",
    notebook: "10-kerasGANv5.ipynb",
    tried: "goal 3: 256 px",
    saw: "“could not accomplish”",
  },
];
