// What the catalogue's names are called in the reader's language; English is the catalogue's own.
import { cellar as fr } from './french/cellar';
import { spoken } from './language';

export const cellarWords = spoken<Record<string, string>>({ en: {}, fr });
