"""Makes the golden files beside this script with Pillow and transformers (tested with Pillow 12.3, transformers 5.18, without torchvision).

    python make.py

smartResize.json  smart_resize of transformers for many sizes
patches.json      Qwen2VLImageProcessorPil for drawn images: hashes of the resized bytes and of pixel_values, and some values
files.json        small PNG and JPEG files with the hash of their pixels as Pillow reads them, on white and upright
"""

import base64
import hashlib
import io
import itertools
import json
import random
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil, smart_resize

HERE = Path(__file__).parent


def write(name, value):
    HERE.joinpath(name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def digest(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:16]


def drawn(width, height):
    """Noise, slopes, and black and white blocks, whose edges overshoot; the same as drawnImage() in images.ts."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3].astype(np.int64)
    value = (x * (7 + c) + y * (13 - 2 * c) + ((x * y * (c + 3)) >> 4) + (x * 31 + y * 17 + c * 11) * (x * 7 + y * 3 + 1) % 97) & 255
    block = ((x >> 3) + (y >> 3)) % 5
    return np.where(block == 0, 255, np.where(block == 1, 0, value)).astype(np.uint8)


def smart_resize_table():
    configs = [(28, 3136, 12845056), (32, 65536, 16777216), (32, 65536, 1000000), (28, 3136, 28 * 28 * 4), (32, 1, 32 * 32)]
    rng = random.Random(3)
    sides = [1, 13, 14, 15, 16, 42, 48, 70, 80, 98, 112, 144, 176, 201]
    sizes = list(itertools.product(sides, sides))
    sizes += [(rng.randint(1, 300), rng.randint(1, 300)) for _ in range(100)]
    sizes += [(rng.randint(200, 8000), rng.randint(200, 8000)) for _ in range(200)]
    sizes += [(14 * rng.randrange(1, 300, 2), 16 * rng.randrange(1, 300, 2)) for _ in range(100)]
    sizes += [(1920, 1080), (640, 480), (8000, 40), (8000, 39), (1, 200), (1, 201), (65535, 65535)]

    def result(width, height, config):
        try:
            resized = smart_resize(height, width, *config)
        except ValueError:
            return 0
        return [resized[1], resized[0]]

    rows = [[list(size), [result(*size, config) for config in configs]] for size in sizes]
    write("smartResize.json", {"configs": configs, "rows": rows})


def patches():
    clip = {"image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711]}
    half = {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
    qwen25 = {"min_pixels": 3136, "max_pixels": 12845056, "patch_size": 14, "temporal_patch_size": 2, "merge_size": 2, **clip}
    qwen3 = {"size": {"shortest_edge": 65536, "longest_edge": 16777216}, "patch_size": 16, "temporal_patch_size": 2, "merge_size": 2, **half}
    small = {"size": {"shortest_edge": 1024, "longest_edge": 20000}, "patch_size": 8, "temporal_patch_size": 2, "merge_size": 2, **half}
    odd = {"size": {"shortest_edge": 100, "longest_edge": 20000}, "patch_size": 5, "temporal_patch_size": 3, "merge_size": 3, **clip}
    cases = [
        (56, 84, qwen25), (57, 83, qwen25), (333, 217, qwen25), (5, 7, qwen25), (1, 1, qwen25), (20, 190, qwen25),
        (256, 256, qwen3), (320, 224, qwen3), (300, 224, qwen3), (320, 230, qwen3), (37, 53, qwen3), (641, 481, qwen3), (1000, 50, qwen3), (2, 2, qwen3),
        (640, 480, small), (1001, 77, small), (150, 133, small), (129, 700, small),
        (90, 120, odd), (217, 333, odd),
    ]  # fmt: skip
    write("patches.json", [patch_case(*case) for case in cases])


def patch_case(width, height, config):
    processor = Qwen2VLImageProcessorPil(**config)
    image = drawn(width, height)
    output = processor(images=[Image.fromarray(image)], return_tensors="np")
    values, grid = output["pixel_values"], output["image_grid_thw"][0].tolist()
    target = (grid[2] * processor.patch_size, grid[1] * processor.patch_size)
    resized = np.asarray(Image.fromarray(image).resize(target, Image.Resampling.BICUBIC))
    rng = random.Random(width)
    places = [(rng.randrange(values.shape[0]), rng.randrange(values.shape[1])) for _ in range(8)]
    return {
        "width": width,
        "height": height,
        "config": config,
        "grid": grid,
        "shape": list(values.shape),
        "resized": digest(resized),
        "pixelValues": digest(values.astype("<f4")),
        "samples": [[row, column, float(values[row, column])] for row, column in places],
    }


def on_white(image):
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(image, mask=image.split()[3])
    return np.asarray(ground)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, bits, colour, interlaced=False, extra=()):
    """A PNG of samples [height, width, channels]; its rows take turns with the five filters."""
    height, width, channels = samples.shape
    step = max(bits * channels // 8, 1)
    data = bytearray()
    for left, top, across, down in PASSES if interlaced else [(0, 0, 1, 1)]:
        part = samples[top::down, left::across]
        if part.size == 0:
            continue
        above = None
        for number, row in enumerate(part.reshape(len(part), -1)):
            if bits == 16:
                raw = row.astype(">u2").tobytes()
            elif bits == 8:
                raw = row.astype(np.uint8).tobytes()
            else:
                raw = np.packbits(((row[:, None] >> np.arange(bits - 1, -1, -1)) & 1).astype(np.uint8)).tobytes()
            above = above or bytes(len(raw))
            data += bytes([number % 5]) + filtered(number % 5, raw, above, step)
            above = raw
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    packed = zlib.compress(bytes(data), 9)
    middle = len(packed) // 2
    chunks = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", packed[:middle]), chunk(b"IDAT", packed[middle:]), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def filtered(kind, row, above, step):
    output = bytearray()
    for at, byte in enumerate(row):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        up = above[at]
        near = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
        output.append((byte - [0, left, up, (left + up) // 2, near][kind]) & 255)
    return bytes(output)


def png_files():
    for width, height, interlaced in [(17, 11, False), (17, 11, True), (1, 1, True), (3, 2, True)]:
        image = drawn(width, height).astype(np.int64)
        alpha = ((np.arange(height)[:, None] * 23 + np.arange(width) * 17) & 255)[..., None]
        name = f"{width}x{height}{'-interlaced' if interlaced else ''}"
        for bits in (1, 2, 4, 8):
            grey = image[..., :1] >> (8 - bits)
            yield f"grey{bits}-{name}", png(grey, bits, 0, interlaced), None
            colours = chunk(b"PLTE", drawn(1 << bits, 1).tobytes())
            yield f"palette{bits}-{name}", png(grey, bits, 3, interlaced, [colours]), None
        clear = chunk(b"tRNS", bytes(range(3, 256, 7)))
        yield f"palette8-clear-{name}", png(image[..., :1], 8, 3, interlaced, [chunk(b"PLTE", drawn(256, 1).tobytes()), clear]), None
        yield f"grey8-clear-{name}", png(image[..., :1], 8, 0, interlaced, [chunk(b"tRNS", struct.pack(">H", int(image[0, 0, 0])))]), None
        yield f"rgb8-clear-{name}", png(image, 8, 2, interlaced, [chunk(b"tRNS", struct.pack(">3H", *image[0, 0]))]), None
        yield f"rgb8-{name}", png(image, 8, 2, interlaced), None
        yield f"greyalpha8-{name}", png(np.concatenate([image[..., :1], alpha], -1), 8, 4, interlaced), None
        yield f"rgba8-{name}", png(np.concatenate([image, alpha], -1), 8, 6, interlaced), None
        low = (image * 37 + 11) & 255
        yield f"rgb16-{name}", png(image * 256 + low, 16, 2, interlaced), None
        rgba = np.concatenate([image * 256 + low, alpha * 256 + 200], -1)
        yield f"rgba16-{name}", png(rgba, 16, 6, interlaced), None
        yield f"greyalpha16-{name}", png(rgba[..., [0, 3]], 16, 4, interlaced), None
        # Pillow keeps 16 bits of grey and clips them, so the upper halves are given as they are.
        yield f"grey16-{name}", png(image[..., :1] * 256 + low[..., :1], 16, 0, interlaced), np.repeat(image[..., :1], 3, -1).astype(np.uint8)


def jpeg_files():
    def saved(image, **options):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", **options)
        return buffer.getvalue()

    for width, height in [(1, 1), (2, 3), (5, 4), (19, 33), (50, 35)]:
        image = Image.fromarray(drawn(width, height))
        name = f"{width}x{height}"
        for sampling, progressive in itertools.product(["4:4:4", "4:2:2", "4:2:0"], [False, True]):
            kind = sampling.replace(":", "") + ("-progressive" if progressive else "")
            yield f"{kind}-{name}", saved(image, quality=80, subsampling=sampling, progressive=progressive, optimize=progressive)
        yield f"grey-{name}", saved(image.convert("L"), quality=60)
        yield f"rgb-{name}", saved(image, quality=90, keep_rgb=True)
        yield f"cmyk-{name}", saved(image.convert("CMYK"), quality=90)
        yield f"restart-{name}", saved(image, quality=90, restart_marker_blocks=2)
        yield f"restart-progressive-{name}", saved(image, quality=90, restart_marker_blocks=1, progressive=True)
    image = Image.fromarray(drawn(50, 35))
    yield "best", saved(image, quality=100)
    yield "worst", saved(image, quality=1)
    # Tall pixels: chrominance has half the height, but all of the width.
    yield "turned-422", jpeg_with_tall_chrominance(saved(Image.fromarray(drawn(48, 48)), subsampling="4:2:2"))


def jpeg_with_tall_chrominance(data):
    """Swaps the sampling factors of 2x1 luminance: with square images the number of blocks stays the same."""
    at = data.index(b"\xff\xc0") + 4 + 6 + 1
    assert data[at] == 0x21
    return data[:at] + b"\x12" + data[at + 1 :]


class Bits:
    """Entropy-coded data: bits, filled up with ones, a zero after each 0xff."""

    def __init__(self):
        self.text = []

    def put(self, value, count):
        self.text.append(format(value, f"0{count}b") if count else "")

    def data(self):
        text = "".join(self.text)
        text += "1" * (-len(text) % 8)
        return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8)).replace(b"\xff", b"\xff\0")


AC_VALUES = [0x00, 0xF0, *[run * 16 + size for run in (0, 1, 5) for size in range(1, 6)]]


def jpeg(width, height, factors, seed, interleaved=True, restart=0):
    """A baseline JPEG of random coefficients with any sampling factors, which Pillow cannot write; all codes have 5 bits."""
    rng = random.Random(seed)
    largest = [max(part) for part in zip(*factors)]
    units = [-(-side // (8 * most)) for side, most in zip((width, height), largest)]

    def segment(kind, data):
        return bytes([0xFF, kind]) + struct.pack(">H", len(data) + 2) + data

    def number(bits, value):
        size = abs(value).bit_length()
        bits.put(value if value > 0 else value + (1 << size) - 1, size)

    def block(bits, last):
        value = rng.randint(-90, 90)
        bits.put(abs(value - last).bit_length(), 5)
        number(bits, value - last)
        place = 1
        while place < 58 and rng.random() < 0.8:
            code = rng.randrange(1, len(AC_VALUES))
            if place + (AC_VALUES[code] >> 4) > 63:
                break
            place += (AC_VALUES[code] >> 4) + 1
            size = AC_VALUES[code] & 15
            bits.put(code, 5)
            number(bits, rng.choice([-1, 1]) * rng.randrange(1 << (size - 1), 1 << size) if size else 0)
        if place < 64:
            bits.put(0, 5)
        return value

    def scan(parts):
        """parts: the components of the scan, by number, each with its blocks in a unit."""
        across, down = units
        if len(parts) == 1:
            ((only, _),) = parts
            across, down = (-(-(-(-side * own // most)) // 8) for side, own, most in zip((width, height), factors[only], largest))
        data, bits, last = b"", Bits(), [0] * len(parts)
        for unit in range(across * down):
            if restart and unit and unit % restart == 0:
                data += bits.data() + bytes([0xFF, 0xD0 + (unit // restart - 1) % 8])
                bits, last = Bits(), [0] * len(parts)
            for slot, (_, count) in enumerate(parts):
                for _ in range(count):
                    last[slot] = block(bits, last[slot])
        head = bytes([len(parts), *itertools.chain.from_iterable((one + 1, 0) for one, _ in parts), 0, 63, 0])
        return segment(0xDA, head) + data + bits.data()

    frame = struct.pack(">BHHB", 8, height, width, len(factors))
    frame += b"".join(bytes([one + 1, across * 16 + down, 0]) for one, (across, down) in enumerate(factors))
    counts = [0] * 16
    codes = b"".join(bytes([kind, *counts[:4], len(values), *counts[5:], *values]) for kind, values in [(0, range(12)), (16, AC_VALUES)])
    quantisation = struct.pack(">B64H", 0x10, *[rng.randint(1, 12) for _ in range(64)])
    # 16-bit factors are for extended sequential JPEG (0xc1).
    start = b"\xff\xd8" + segment(0xDB, quantisation) + segment(0xC1, frame) + segment(0xC4, codes) + segment(0xDD, struct.pack(">H", restart))
    if interleaved and len(factors) > 1:
        scans = scan([(one, across * down) for one, (across, down) in enumerate(factors)])
    else:
        scans = b"".join(scan([(one, 1)]) for one in range(len(factors)))
    return start + scans + b"\xff\xd9"


def drawn_jpeg_files():
    samplings = {
        "411": [(4, 1), (1, 1), (1, 1)], "410": [(4, 2), (1, 1), (1, 1)], "440": [(1, 2), (1, 1), (1, 1)], "441": [(1, 4), (1, 1), (1, 1)],
        "mixed": [(2, 2), (2, 1), (1, 2)], "reversed": [(1, 1), (2, 2), (1, 2)], "thirds": [(3, 1), (1, 1), (3, 1)], "grey22": [(2, 2)],
    }  # fmt: skip
    for (name, factors), (width, height) in itertools.product(samplings.items(), [(45, 29), (3, 4)]):
        yield f"{name}-{width}x{height}", jpeg(width, height, factors, seed=width)
    yield "scans-45x29", jpeg(45, 29, [(2, 2), (1, 1), (1, 1)], seed=1, interleaved=False)
    yield "scans-restart-45x29", jpeg(45, 29, [(2, 1), (1, 1), (1, 1)], seed=2, interleaved=False, restart=2)
    yield "restart-45x90", jpeg(45, 90, [(2, 1), (1, 1), (1, 1)], seed=3, restart=3)


def marked_files():
    """How colours are stored is told by segments; without them by the names of the components."""

    def saved(mode, **options):
        buffer = io.BytesIO()
        Image.fromarray(drawn(20, 13)).convert(mode).save(buffer, "JPEG", quality=95, **options)
        return buffer.getvalue()

    def without(data, marker):
        at = data.index(bytes([0xFF, marker]))
        return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]

    def transformed(data, value):
        at = data.index(b"Adobe")
        return data[: at + 11] + bytes([value]) + data[at + 12 :]

    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
    colours, plain, inks = saved("RGB"), saved("RGB", keep_rgb=True), saved("CMYK")
    bare = without(colours, 0xE0)
    yield "names-ycc", bare
    yield "names-rgb", without(plain, 0xEE)
    yield "adobe-0", bare[:2] + adobe + b"\0" + bare[2:]
    yield "adobe-1", bare[:2] + adobe + b"\1" + bare[2:]
    yield "jfif-and-adobe-0", colours[:20] + adobe + b"\0" + colours[20:]
    yield "ycck", transformed(inks, 2)
    yield "cmyk-unmarked", without(inks, 0xEE)


def turned_files():
    image = Image.fromarray(drawn(21, 10))
    for orientation, kind in itertools.product(range(0, 10), ["PNG", "JPEG"]):
        exif = Image.Exif()
        exif[0x0112] = orientation
        buffer = io.BytesIO()
        image.save(buffer, kind, exif=exif.tobytes())
        yield f"orientation{orientation}", buffer.getvalue()


def files():
    everything = [*png_files(), *((*file, None) for file in [*jpeg_files(), *drawn_jpeg_files(), *marked_files(), *turned_files()])]
    cases = []
    for name, data, pixels in everything:
        read = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        pixels = on_white(read) if pixels is None else pixels
        mime = "image/png" if data[:4] == b"\x89PNG" else "image/jpeg"
        height, width, _ = pixels.shape
        cases.append({"name": name, "mime": mime, "width": width, "height": height, "pixels": digest(pixels), "bytes": base64.b64encode(data).decode()})
    write("files.json", cases)


if __name__ == "__main__":
    smart_resize_table()
    patches()
    files()
