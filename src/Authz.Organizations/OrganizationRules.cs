using Authz.Policies.Diagnostics;

namespace Authz.Organizations;

/// <summary>What can be wrong with an organization, beyond its JSON (<c>AZ1000</c>) and its policies (<c>AZ1100</c>).</summary>
public static class OrganizationRules
{
    // fetching
    public static readonly DiagnosticRule DirectoryUnreadable =
        Error("AZ2000", "the directory cannot be read", "check the path and the rights of the directory");
    public static readonly DiagnosticRule FileUnreadable =
        Error("AZ2001", "a file cannot be read", "check that the file exists and may be read");
    public static readonly DiagnosticRule FileTooLarge =
        Error("AZ2002", "a file is too large", "split the file");
    public static readonly DiagnosticRule TooManyFiles =
        Error("AZ2003", "there are too many files", "remove what does not belong to the organization");
    public static readonly DiagnosticRule LinkLeaves =
        Error("AZ2004", "a link leaves the directory", "copy the file into the organization's directory");
    public static readonly DiagnosticRule DirectoryUnstable =
        Error("AZ2005", "the directory changed while it was read", "load again when the volume has come to rest");

    public static readonly DiagnosticRule LoadBroken =
        Error("AZ2006", "the load broke off", "report what the log says; change the organization back meanwhile");

    // places
    public static readonly DiagnosticRule UnreadFile =
        Error("AZ2010", "nobody reads a file", "move the file to a place of the documented layout, or remove it");
    public static readonly DiagnosticRule MissingFile =
        Error("AZ2011", "a file is missing", "add the file");

    // shape
    public static readonly DiagnosticRule WrongType =
        Error("AZ2020", "a field has the wrong type", "write a value of the documented type");
    public static readonly DiagnosticRule UnknownField =
        Error("AZ2021", "a field is unknown", "remove the field or correct its spelling; names are case-sensitive");
    public static readonly DiagnosticRule MissingField =
        Error("AZ2022", "a field is missing", "add the field");
    public static readonly DiagnosticRule EncodedPolicy =
        Error("AZ2023", "a policy is encoded", "decode the policy and write it as a JSON object");
    public static readonly DiagnosticRule UnsupportedGroups =
        Error("AZ2024", "groups are not read", "attach the groups' policies to the user and write an empty list");
    public static readonly DiagnosticRule ExclusiveFields =
        Error("AZ2025", "of two fields there is none, or both", "give exactly one of the two fields");

    // values
    public static readonly DiagnosticRule InvalidAccountId =
        Error("AZ2030", "an account id is malformed", "write 12 digits, in quotes");
    public static readonly DiagnosticRule InvalidUnitId =
        Error("AZ2031", "the id of an organization, root or unit is malformed",
            "write the prefix, then small letters, digits and hyphens, 68 at most");
    public static readonly DiagnosticRule InvalidUniqueId =
        Error("AZ2032", "a unique id or access key id is malformed",
            "write the prefix and 16 to 128 letters, digits or underscores in all, or leave the id away");
    public static readonly DiagnosticRule InvalidName =
        Error("AZ2033", "a name is malformed", "use letters, digits and `_+=,.@-`, not too many");
    public static readonly DiagnosticRule InvalidPath =
        Error("AZ2034", "a path is malformed", "begin and end with `/`, at most 512 printable ASCII characters");
    public static readonly DiagnosticRule InvalidArn =
        Error("AZ2035", "an ARN is malformed", "write an ARN with six fields");
    public static readonly DiagnosticRule ArnMismatch =
        Error("AZ2036", "an ARN is not the one that follows from name and path", "correct the ARN, or leave it away");
    public static readonly DiagnosticRule FolderMismatch =
        Error("AZ2037", "the folder is not named for its account", "name the folder by the account's id");
    public static readonly DiagnosticRule InvalidSecret =
        Error("AZ2038", "a secret access key is malformed", "use 8 to 256 printable ASCII characters without blanks, on one line");
    public static readonly DiagnosticRule InvalidChoice =
        Error("AZ2039", "a value is not one of those that are possible", "write one of the values named");
    public static readonly DiagnosticRule InvalidDuration =
        Error("AZ2040", "the longest session is out of range", "write whole seconds from 3600 to 43200");
    public static readonly DiagnosticRule InvalidRegion =
        Error("AZ2041", "a region is unknown or does not belong into the list",
            "name a region of the organization's catalogue that this list can hold");
    public static readonly DiagnosticRule InvalidTag =
        Error("AZ2042", "a tag is malformed", "use keys of 1 to 128 and values of up to 256 characters");
    public static readonly DiagnosticRule DuplicateTag =
        Error("AZ2043", "a tag is given twice", "keep one; keys that differ only in case are the same key");
    public static readonly DiagnosticRule TooManyTags =
        Error("AZ2044", "there are too many tags", "keep at most 50 tags");
    public static readonly DiagnosticRule InvalidMfaDevice =
        Error("AZ2045", "an MFA device is malformed",
            "write a serial number of 9 to 256 characters and a base32 seed of at least 10 bytes");
    public static readonly DiagnosticRule InvalidProvider =
        Error("AZ2046", "an identity provider is malformed", "write what the provider's documentation asks for");
    public static readonly DiagnosticRule InvalidKeySet =
        Error("AZ2047", "a key set is malformed", "write a JSON Web Key Set: an object with the array `keys`");
    public static readonly DiagnosticRule ForeignResource =
        Error("AZ2048", "a resource belongs to another account", "move the file to the account that owns the resource");

    // uniqueness and the tree
    public static readonly DiagnosticRule DuplicateName =
        Error("AZ2050", "a name is given twice", "give each its own name; names that differ only in case are the same name");
    public static readonly DiagnosticRule DuplicateId =
        Error("AZ2051", "an id is given twice", "give each its own id");
    public static readonly DiagnosticRule DuplicatePlacement =
        Error("AZ2052", "an account is in the tree twice", "list the account once in the tree");
    public static readonly DiagnosticRule AccountNotPlaced =
        Error("AZ2053", "an account is not in the tree", "list the account in the root or in a unit of `organization.json`");
    public static readonly DiagnosticRule UnknownAccount =
        Error("AZ2054", "an account of the tree has no folder",
            "add the folder `accounts/<id>` with `account.json`, or remove the account from the tree");
    public static readonly DiagnosticRule MissingManagementAccount =
        Error("AZ2055", "the management account is missing", "add the management account's folder and list it in the tree");
    public static readonly DiagnosticRule TreeTooDeep =
        Error("AZ2056", "units are nested too deeply", "nest units at most 5 deep below the root");
    public static readonly DiagnosticRule DuplicateEntry =
        Warning("AZ2057", "a value is listed twice", "list each value once");

    // references
    public static readonly DiagnosticRule UnknownPolicy =
        Error("AZ2060", "a policy is attached that does not exist", "add the policy's file or correct the name");
    public static readonly DiagnosticRule BuiltInPolicy =
        Error("AZ2061", "a policy has the name of a built-in one", "choose another name; this policy is built in");
    public static readonly DiagnosticRule ReferenceLeaves =
        Error("AZ2062", "a file is named that lies elsewhere", "name a file of the organization, relative to this file");
    public static readonly DiagnosticRule ReferenceMissing =
        Error("AZ2063", "a file is named that does not exist", "add the file or correct its name");
    public static readonly DiagnosticRule ReferenceToDocument =
        Error("AZ2064", "a file is named that is a document of its own", "name a file that is not itself a document of the organization");

    // quotas of attachments (section 1.6)
    public static readonly DiagnosticRule ManyManagedPolicies =
        Warning("AZ2070", "more managed policies are attached than the default quota", "put several into one policy, or raise the limit");
    public static readonly DiagnosticRule TooManyManagedPolicies =
        Error("AZ2071", "more managed policies are attached than the quota can be raised to", "put several into one policy, or raise the limit");
    public static readonly DiagnosticRule TooManyControlPolicies =
        Error("AZ2072", "more control policies are attached than AWS Organizations allows", "put several into one policy, or raise the limit");
    public static readonly DiagnosticRule EmptyControlLevel =
        Warning("AZ2073", "a level of service control policies allows nothing", "attach `FullAWSAccess`, or a policy that allows what is needed");

    // SAML metadata
    public static readonly DiagnosticRule MetadataSize =
        Error("AZ2080", "the metadata of a SAML provider are too short or too long", "name a file of 1000 to 10000000 bytes, the range of IAM");
    public static readonly DiagnosticRule MetadataMarkup =
        Error("AZ2081", "the metadata of a SAML provider are no plain XML", "write well-formed XML in UTF-8, without a document type");
    public static readonly DiagnosticRule MetadataEntity =
        Error("AZ2082", "the metadata of a SAML provider do not describe one",
            "write one `EntityDescriptor` with `entityID` and an `IDPSSODescriptor`");
    public static readonly DiagnosticRule MetadataCertificate =
        Error("AZ2083", "a signing certificate of a SAML provider cannot be used, or there is none",
            "give 1 to 10 X.509 certificates: RSA of 1024 bits or more, or ECDSA on P-256, P-384 or P-521");

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        DirectoryUnreadable, FileUnreadable, FileTooLarge, TooManyFiles, LinkLeaves, DirectoryUnstable, LoadBroken, UnreadFile, MissingFile, WrongType,
        UnknownField, MissingField, EncodedPolicy, UnsupportedGroups, ExclusiveFields, InvalidAccountId, InvalidUnitId, InvalidUniqueId,
        InvalidName, InvalidPath, InvalidArn, ArnMismatch, FolderMismatch, InvalidSecret, InvalidChoice, InvalidDuration, InvalidRegion,
        InvalidTag, DuplicateTag, TooManyTags, InvalidMfaDevice, InvalidProvider, InvalidKeySet, ForeignResource, DuplicateName,
        DuplicateId, DuplicatePlacement, AccountNotPlaced, UnknownAccount, MissingManagementAccount, TreeTooDeep, DuplicateEntry,
        UnknownPolicy, BuiltInPolicy, ReferenceLeaves, ReferenceMissing, ReferenceToDocument,
        ManyManagedPolicies, TooManyManagedPolicies, TooManyControlPolicies, EmptyControlLevel,
        MetadataSize, MetadataMarkup, MetadataEntity, MetadataCertificate,
    ];

    private static DiagnosticRule Error(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Error, summary, remedy);

    private static DiagnosticRule Warning(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Warning, summary, remedy);
}
