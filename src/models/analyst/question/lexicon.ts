import type { Polarity } from './intent.ts';

/** Words that carry no meaning for the analyst. */
const FILLERS = words(`
  the a an is are was were be been do does did can could would will shall should may might please kindly
  you me i we us my our your tell say give show find let know want like need get provide report state help now just
  also then so and or but well ok okay hi hello hey dear there here in on of at for to from by with within inside into
  this that these those it its they them their theirs one ones all any some each every entire whole
  have has had having got seen see visible shown present displayed depicted contained appear appears exist exists
  figure image picture photo photograph micrograph figures images pictures photos photographs micrographs tem sem afm microscope microscopy fluorescence confocal plate panel view frame scene screenshot field
  am ca wo approximately about around roughly exactly precise precisely estimate estimated
  calculate compute determine measure measured evaluate identify detect detected work out up if possible
  whats hows what which who whose where when how much as 's s me again both only individual single currently given
  using use based actually really look looks looking compared thanks thank cheers quickly briefly
`);

/** Synonyms: each line is the canonical word, then the forms read as it. */
const SYNONYMS = `
  many | numerous
  total | overall altogether
  much
  number | numbers count counts counted counting tally quantity
  mean | average averaged averages avg averagely
  median | medians
  typical | usual usually typically normal
  sd | std stdev deviation dispersion
  distribution | distributions histogram histograms distributed spread variability heterogeneity
  range | ranges
  size | sizes sized dimensions dimension
  area | areas surface
  diameter | diameters diam diametre diametres
  radius | radii
  length | lengths
  width | widths breadth
  perimeter | perimeters circumference circumferences
  circularity | roundness circularities sphericity
  intensity | intensities brightness luminance
  big | large broad huge
  long
  wide
  tall | high
  small | tiny
  round | circular
  largest | biggest greatest hugest
  smallest | tiniest littlest
  highest | tallest maximum max maximal peak top maxima
  lowest | shortest minimum min minimal minima
  longest
  most
  least | fewest
  roundest
  brightest | lightest
  darkest
  larger | bigger greater taller higher longer wider exceeding exceeds exceed exceeded surpass surpasses
  more | above over
  smaller | shorter narrower lower
  less | fewer below under
  least
  than
  between
  bright | light white fluorescent glowing luminous shiny
  dark | black darker
  stained | coloured colored dyed purple violet
  coverage | covered cover covers covering occupy occupies occupied occupying confluence confluency confluent fill filled fills
  density | densities densely dense
  percentage | percent pct percentages
  fraction | proportion proportions fractions share portion portions
  ratio | ratios quotient proportionate
  difference | differ differs gap differences minus
  sum | summed sums plus adding
  times
  compare | comparison versus vs compares comparing
  rank | ranking order sort sorted ordered ranked arrange
  descending | decreasing
  ascending | increasing
  bar | bars barplot barchart
  column | columns
  category | categories
  chart | charts graph graphs plot plots diagram
  axis | axes axises abscissa ordinate
  title | titled heading headline titles header
  name | named called names
  label | labels labelled labeled labelling labeling captioned
  caption
  text | texts word words writing letters annotation annotations inscription
  read | reads transcribe ocr extract
  written | printed
  legend | legends key
  scale | scales scalebar scalebars
  pixel | pixels px
  resolution
  magnification | magnified
  unit | units
  tick | ticks
  logarithmic | log
  linear
  kind | type
  describe | description summarise summarize summary overview explain
  value | values height heights reading readings
  left | lefthand leftmost
  right | righthand rightmost
  upper
  bottom
  centre | center middle central
  half
  third | thirds
  quarter | quadrant quarters corner
  region | selection selected crop
  border | borders edge edges boundary boundaries margin
  touching | touch touches cut overlap overlapping intersecting
  excluding | exclude except without ignoring ignore omitting
  separate | split splitting separating
  same | equal
`;

/** Nouns for things that stand out from their surroundings, as plural | other forms. */
const OBJECT_NOUNS = `
  objects | object
  things | thing items item
  elements | element
  features | feature
  blobs | blob
  spots | spot specks speck
  dots | dot
  particles | particle partical particals particulates
  nanoparticles | nanoparticle nps np
  microparticles | microparticle
  nanospheres | nanosphere
  spheres | sphere microspheres microsphere balls ball
  beads | bead microbeads microbead
  grains | grain
  crystals | crystal crystallites crystallite nanocrystals nanocrystal
  droplets | droplet drops drop
  bubbles | bubble
  pores | pore holes hole voids void
  cells | cell
  nuclei | nucleus nucleuses nuclear
  bacteria | bacterium cocci
  colonies | colony
  yeasts | yeast
  spores | spore
  vesicles | vesicle
  islands | island
  inclusions | inclusion precipitates precipitate
  clusters | cluster
  puncta | punctum foci focus
  coins | coin
  seeds | seed
  plaques | plaque
  granules | granule
  organoids | organoid spheroids spheroid
  blood cells | erythrocytes erythrocyte rbcs rbc
`;

const OBJECT_POLARITY: Readonly<Record<string, Polarity>> = {
  bright: 'bright',
  dark: 'dark',
  stained: 'stained',
};

/** Spellings of units → the unit as figkit writes it. */
const UNITS = `
  nm | nanometre nanometres nanometer nanometers
  µm | um micron microns micrometre micrometres micrometer micrometers mum
  mm | millimetre millimetres millimeter millimeters
  cm | centimetre centimetres centimeter centimeters
  Å | angstrom angstroms ångström
  nm² | nm2 nm^2
  µm² | um2 um^2 µm2 µm^2 um²
  mm² | mm2 mm^2
  cm² | cm2 cm^2
  px² | px2 px^2
`;

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

function table(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [canonical = '', forms = ''] = line.split('|').map((part) => part.trim());
    if (canonical === '') continue;
    entries.set(canonical, canonical);
    for (const form of words(forms)) entries.set(form, canonical);
  }
  return entries;
}

const synonyms = table(SYNONYMS);
const nouns = table(OBJECT_NOUNS);
const units = table(UNITS);

/** True when the word may be left unread. */
export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

/** Canonical form of a word with a meaning ("biggest" → "largest"); undefined when the lexicon lacks it. */
export function canonical(word: string): string | undefined {
  return synonyms.get(word);
}

/** Plural of a noun for things that can be segmented ("nucleus" → "nuclei"). */
export function objectNoun(word: string): string | undefined {
  return nouns.get(word);
}

/** The unit as figkit writes it ("micron" → "µm", "um2" → "µm²"). */
export function unitOf(word: string): string | undefined {
  return units.get(word);
}

/** Polarity named by a canonical adjective. */
export function polarityOf(canonicalWord: string): Polarity | undefined {
  return OBJECT_POLARITY[canonicalWord];
}

/** Words worth correcting towards. "printed" is left out: it is a neighbour of too many verbs. */
export function knownWords(): Iterable<string> {
  return [...synonyms.keys(), ...nouns.keys(), ...units.keys()].filter(
    (word) => word !== 'printed',
  );
}
