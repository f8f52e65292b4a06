// What the tests of tiles share: reading an archive from the disk.
import { openSync, readSync } from "node:fs";
import { PMTiles } from "pmtiles";

class FileSource {
    constructor(path) {
        this.path = path;
        this.descriptor = openSync(path);
    }
    getKey() {
        return this.path;
    }
    async getBytes(offset, length) {
        const bytes = Buffer.alloc(length);
        const got = readSync(this.descriptor, bytes, 0, length, offset);
        return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + got) };
    }
}

export const openArchive = (path) => new PMTiles(new FileSource(path));

// Longitude and latitude on the world's square.
export function toWorld([longitude, latitude]) {
    const angle = (latitude * Math.PI) / 180;
    return [
        (longitude + 180) / 360,
        (1 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / Math.PI) / 2,
    ];
}

export function ringArea(ring) {
    let sum = 0;
    for (let i = 0; i < ring.length; i++) {
        const [ax, ay] = ring[i];
        const [bx, by] = ring[(i + 1) % ring.length];
        sum += ax * by - bx * ay;
    }
    return sum / 2;
}
