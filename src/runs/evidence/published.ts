/**
 * What the report's published stills measure: saturation of the 8-bit picture without borders,
 * lag-1 and correlation between cells on luminance (the Keras stills are in viridis: +-0.1).
 */
export const published: Readonly<Record<string, string>> = {
  "gan128MNIST asPublished": "step 2,900, 28 px: lag-1 0.55-0.59, between samples 0.31",
  "gan128Paintings asRun": "step 9,300: saturation 99.8 % (50.3 white, 49.5 black)",
  "gan256Impres asRun": "step 14,740: saturation 100.0 % (80 white, 20 black)",
  "ganChuck256 asRun": "step 1,200: saturation 100.0 % (54.5 white, 45.5 black)",
  "gan512 asRun": "step 510: saturation 99.7 % (48.3 white, 51.4 black)",
  "kerasGAN asRun":
    "step 4,900, 28 px, not from this script: lag-1 0.00-0.05, between samples -0.10",
  "kerasGANv2 asRun": "step 4,900, 28 px, not from this script: lag-1 0.00, between samples 0.68",
  "kerasGANv3 asRun": "step 30,500: lag-1 -0.01, between samples 0.85",
  "kerasGANv4 asRun": "step 2,800, drawn at 169 px: lag-1 0.03, between samples -0.06",
};
